package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NaturalBatcherTest {

    private final RecordingFlush recorder = new RecordingFlush();

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldFlushEveryItemOnceUnderManyProducers(int workers) throws InterruptedException {
        int producers = 8;
        int each = 2_000;
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", workers, 7, 20, recorder)) {
            List<Thread> threads = IntStream.range(0, producers).mapToObj(producer -> new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    RecordingFlush.add(batcher, producer * each + i);
                }
            })).toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        assertThat(recorder.items()).hasSize(producers * each).doesNotHaveDuplicates();
        assertThat(recorder.batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 7));
        if (workers == 1) {
            Map<Integer, List<Integer>> byProducer = recorder.items().stream().collect(Collectors.groupingBy(item -> item / each));
            assertThat(byProducer.values()).allSatisfy(items -> assertThat(items).isSorted());
        }
    }

    @Test
    void shouldBatchItemsThatArriveDuringAFlush() throws InterruptedException {
        recorder.hold();
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 3, 10, recorder)) {
            batcher.add(0);
            recorder.awaitFlush();
            for (int i = 1; i <= 5; i++) {
                batcher.add(i);
            }
            recorder.release();
        }

        assertThat(recorder.batches).containsExactly(List.of(0), List.of(1, 2, 3), List.of(4, 5));
    }

    @Test
    void shouldBlockWhileTheQueueIsFull() throws InterruptedException {
        recorder.hold();
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder)) {
            recorder.fill(batcher);
            Thread producer = RecordingFlush.start(() -> RecordingFlush.add(batcher, 3));
            RecordingFlush.awaitBlocked(producer);
            assertThat(recorder.items()).isEmpty();

            recorder.release();
            producer.join();
        }

        assertThat(recorder.items()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void shouldReturnWhetherAnItemWasAddedAndNotInterruptTheCaller() throws InterruptedException {
        NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 3, 10, recorder);
        assertThat(batcher.add(1)).isTrue();
        batcher.close();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(batcher.add(2)).isFalse();
        assertThat(recorder.items()).containsExactly(1);
    }

    @Test
    void shouldFailOnlyTheItemsOfAFlushThatThrows() throws InterruptedException {
        Throwable error = new StackOverflowError();
        Throwable exception = new IllegalStateException();
        recorder.thrownAt.putAll(Map.of(1, error, 3, exception));
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 10, recorder)) {
            for (int i = 0; i < 5; i++) {
                batcher.add(i);
            }
        }

        assertThat(recorder.items()).containsExactly(0, 2, 4);
        assertThat(recorder.failed).containsExactlyInAnyOrderEntriesOf(Map.of(1, error, 3, exception));
    }

    @Test
    void shouldNotAddTheItemOfAnInterruptedProducer() throws InterruptedException {
        recorder.hold();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder)) {
            recorder.fill(batcher);
            Thread producer = RecordingFlush.start(() -> {
                try {
                    batcher.add(3);
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            });
            RecordingFlush.awaitBlocked(producer);
            producer.interrupt();
            producer.join();
            recorder.release();
        }

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(recorder.items()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldRefuseAnInterruptedThreadEvenWithFreeCapacity() {
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 2, recorder)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> batcher.add(1)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }

        assertThat(recorder.items()).isEmpty();
    }

    @Test
    void shouldNameWorkersAndMakeThemDaemons() throws InterruptedException {
        List<Thread> workers = new CopyOnWriteArrayList<>();
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("some-name", 1, 1, 2, new NaturalBatcher.Flush<>() {
            @Override
            public void flush(List<Integer> batch) {
                workers.add(Thread.currentThread());
            }

            @Override
            public void failed(List<Integer> batch, Throwable cause) {}
        })) {
            batcher.add(1);
        }

        assertThat(workers).singleElement().satisfies(worker -> {
            assertThat(worker.getName()).isEqualTo("some-name-1");
            assertThat(worker.isDaemon()).isTrue();
        });
    }

    @Test
    void shouldKeepAnInterruptedWorker() throws InterruptedException {
        recorder.interruptsItself = true;
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("t", 1, 1, 10, recorder)) {
            batcher.add(0);
            await().until(() -> recorder.items().size() == 1);
            batcher.add(1);
            await().until(() -> recorder.items().size() == 2);
        }

        assertThat(recorder.beganInterrupted).isFalse();
        assertThat(recorder.failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
    void shouldRefuseLimitsBelowOne(int workers, int maxBatch, int capacity) {
        assertThatThrownBy(() -> new NaturalBatcher<>("t", workers, maxBatch, capacity, recorder))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
