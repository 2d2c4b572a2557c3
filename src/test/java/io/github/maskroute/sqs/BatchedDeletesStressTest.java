package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads delete while the queue fails. They are interrupted, and the client is closed before they end. */
@Timeout(60)
class BatchedDeletesStressTest {

    private static final int THREADS = 6;
    private static final int EACH = 300;

    private final FakeSqs sqs = new FakeSqs();
    private final Outage outage = new Outage("The queue");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSendEachDeleteOnceOrCountItAsFailed(long seed) throws InterruptedException {
        Random random = new Random(seed);
        // Each costs a pause of up to 0.1 s.
        sqs.failures.add(FakeSqs.outage());
        sqs.fail("h" + random.nextInt(THREADS * EACH), "InternalError", "InternalError");
        sqs.fail("h7", "A", "A", "A", "A", "A");
        BatchedDeletes deletes = new BatchedDeletes(sqs, new PausableReceives(sqs, outage), outage, 2, meters);
        List<Thread> threads = IntStream.range(0, THREADS).mapToObj(number -> new Thread(() -> deleteAll(deletes, number))).toList();
        threads.forEach(Thread::start);
        int closeAt = random.nextInt(THREADS * EACH);
        while (sqs.deleted.size() + sqs.deletedAlone.size() < closeAt && threads.stream().anyMatch(Thread::isAlive)) {
            threads.get(random.nextInt(THREADS)).interrupt();
            LockSupport.parkNanos(random.nextInt(2_000_000));
        }
        deletes.close();
        for (Thread thread : threads) {
            thread.join();
        }

        List<String> sent = new ArrayList<>(sqs.deleted);
        sent.addAll(sqs.deletedAlone);
        assertThat(sent).as("deleted").doesNotHaveDuplicates();
        assertThat(sent.size() + count("failed")).isEqualTo(THREADS * EACH);
        assertThat(sqs.deleted).hasSize((int) count("deleted"));
    }

    private double count(String result) {
        return meters.get("maskroute.deletes").tag("result", result).counter().count();
    }

    private static void deleteAll(BatchedDeletes deletes, int number) {
        for (int i = number * EACH; i < (number + 1) * EACH; i++) {
            String handle = "h" + i;
            deletes.deleteMessage(request -> request.queueUrl("q").receiptHandle(handle));
            Thread.interrupted();
        }
    }
}
