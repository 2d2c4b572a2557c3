package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NaturalBatcherCloseTest {

    private final RecordingFlush recorder = new RecordingFlush();

    @Test
    void shouldFlushPendingItemsOnCloseAndAcceptNoMore() throws InterruptedException {
        recorder.hold();
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder);
        recorder.fill(batcher);
        Thread closing = RecordingFlush.start(batcher::close);
        RecordingFlush.awaitBlocked(closing);

        assertThat(batcher.add(99)).isFalse();
        recorder.release();
        closing.join();

        assertThat(recorder.items()).containsExactly(0, 1, 2);
        assertThat(batcher.add(99)).isFalse();
        batcher.close();
        assertThat(recorder.items()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldRefuseAWaitingProducerOnClose() throws InterruptedException {
        recorder.hold();
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder);
        recorder.fill(batcher);
        AtomicReference<Boolean> taken = new AtomicReference<>();
        Thread producer = RecordingFlush.start(() -> taken.set(RecordingFlush.add(batcher, 3)));
        RecordingFlush.awaitBlocked(producer);
        Thread closing = RecordingFlush.start(batcher::close);
        producer.join();

        assertThat(taken.get()).isFalse();
        recorder.release();
        closing.join();
        assertThat(recorder.items()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldWaitForTheLastFlushIfCloseIsInterrupted() throws InterruptedException {
        recorder.hold();
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder);
        recorder.fill(batcher);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread closing = RecordingFlush.start(() -> {
            Thread.currentThread().interrupt();
            batcher.close();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        RecordingFlush.awaitBlocked(closing);
        recorder.release();
        closing.join();

        assertThat(interrupted.get()).isTrue();
        assertThat(recorder.items()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldCallFailedAgainUntilItSucceeds() {
        List<Integer> reported = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, new NaturalBatcher.Flush<>() {
            @Override
            public void flush(List<Integer> batch) {
                throw new OutOfMemoryError("simulated");
            }

            @Override
            public void failed(List<Integer> batch, Throwable cause) {
                if (calls.incrementAndGet() < 3) {
                    throw new OutOfMemoryError("simulated again");
                }
                reported.addAll(batch);
            }
        });
        RecordingFlush.add(batcher, 1);
        batcher.close();

        assertThat(calls).hasValue(3);
        assertThat(reported).containsExactly(1);
    }

    @Test
    void shouldKeepTheWorkerIfFailedAlwaysThrows() {
        List<Integer> flushed = new CopyOnWriteArrayList<>();
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, new NaturalBatcher.Flush<>() {
            @Override
            public void flush(List<Integer> batch) {
                if (batch.contains(1)) {
                    throw new OutOfMemoryError("simulated");
                }
                flushed.addAll(batch);
            }

            @Override
            public void failed(List<Integer> batch, Throwable cause) {
                throw new OutOfMemoryError("simulated again");
            }
        });
        RecordingFlush.add(batcher, 1);
        RecordingFlush.add(batcher, 2);
        batcher.close();

        assertThat(flushed).containsExactly(2);
    }
}
