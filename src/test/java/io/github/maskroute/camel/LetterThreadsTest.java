package io.github.maskroute.camel;

import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LetterThreadsTest {

    @Test
    void shouldSendLettersToOtherQueuesWhileOneQueueIsUnavailable() throws Exception {
        LetterThreads threads = new LetterThreads(2);
        CountDownLatch away = new CountDownLatch(1);
        Set<String> sent = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 10).forEach(i -> threads.process(letter("away"), done -> {
            try {
                away.await();
                sent.add("away" + i);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        AsyncCallback there = done -> sent.add("there");
        threads.process(letter("there"), there);

        await().until(() -> sent.equals(Set.of("there")));
        away.countDown();
        await().until(() -> sent.size() == 11);
    }

    private static DefaultExchange letter(String queue) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(PolledQueues.DEAD_LETTERS, queue);
        return exchange;
    }
}
