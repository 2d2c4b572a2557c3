package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Letters for two queues; one of them is away, and sending to it takes as long as that lasts. */
@Timeout(30)
class LetterThreadsTest extends StepTestSupport {

    private static final String AWAY = "away";
    private static final String REACHABLE = "reachable";
    private static final int THREADS = 2;

    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicInteger sending = new AtomicInteger();
    private final Set<String> senders = ConcurrentHashMap.newKeySet();

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("maskroute-letter-threads", new LetterThreads(THREADS));
    }

    @Override
    void addStep(RouteDefinition route) {
        route.process("maskroute-letter-threads").process(this::sendLetter);
    }

    /** Not a mock endpoint, which receives one exchange at a time. */
    private void sendLetter(Exchange exchange) throws InterruptedException {
        senders.add(Thread.currentThread().getName());
        if (AWAY.equals(exchange.getProperty(PolledQueues.DEAD_LETTERS))) {
            sending.incrementAndGet();
            back.await();
        }
    }

    @Test
    void shouldSendToOtherQueuesWhileOneIsAway() throws Exception {
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(letter(AWAY));
        }

        assertThat(letter(REACHABLE).get(10, TimeUnit.SECONDS).getException()).isNull();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        back.countDown();
        for (CompletableFuture<Exchange> letter : waiting) {
            assertThat(letter.get(10, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(next().getReceivedExchanges()).hasSize(11);
    }

    @Test
    void shouldSendOnThreadsOfItsOwn() throws Exception {
        letter(REACHABLE).get(10, TimeUnit.SECONDS);

        assertThat(senders).singleElement().asString().startsWith("maskroute-dead-letters");
    }

    @Test
    void shouldSendToAQueueOnAFewThreads() throws Exception {
        for (int i = 0; i < 10; i++) {
            letter(AWAY);
        }
        await().until(() -> sending.get() == THREADS);
        letter(REACHABLE).get(10, TimeUnit.SECONDS);

        assertThat(sending).hasValue(THREADS);
        back.countDown();
    }

    private CompletableFuture<Exchange> letter(String queue) throws Exception {
        return sendAsPoller(EVENT, Map.of(PolledQueues.DEAD_LETTERS, queue));
    }
}
