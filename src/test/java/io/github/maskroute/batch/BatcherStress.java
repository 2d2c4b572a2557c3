package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A stress round of a batcher: many threads add items, flushes fail, producers, workers and closing threads are interrupted, and the
 * batcher is closed meanwhile. The seed determines sizes and plans, the scheduler the rest.
 */
public final class BatcherStress {

    /** The result of a call of {@code add}. */
    enum Answer { ACCEPTED, REFUSED, INTERRUPTED }

    private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final long seed;
    private final Random random;
    private final int workers;
    private final int maxBatch;
    private final int capacity;
    private final StressedFlush flush;
    private final NaturalBatcher<StressItem> batcher;
    private final List<Producer> producers;
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean closeReturned;

    private BatcherStress(long seed) {
        this.seed = seed;
        random = new Random(seed);
        workers = 1 + random.nextInt(3);
        maxBatch = 1 + random.nextInt(20);
        capacity = 1 + random.nextInt(40);
        flush = new StressedFlush(random.nextLong(), maxBatch);
        batcher = new NaturalBatcher<>("stressed", workers, maxBatch, capacity, flush);
        producers = IntStream.rangeClosed(1, 1 + random.nextInt(8)).mapToObj(number -> new Producer(number, random.nextInt(400))).toList();
    }

    /** Runs and checks rounds until the time is over. @return the number of items */
    public static long run(long firstSeed, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long items = 0;
        for (long seed = firstSeed; System.nanoTime() < end; seed++) {
            items += new BatcherStress(seed).round();
        }
        return items;
    }

    private long round() throws InterruptedException {
        producers.forEach(Thread::start);
        int closeAt = random.nextInt(600);
        while (accepted.get() < closeAt && producers.stream().anyMatch(Thread::isAlive)) {
            disturb();
        }
        List<Thread> closers = IntStream.rangeClosed(1, 1 + random.nextInt(2)).mapToObj(i -> new Thread(this::close)).toList();
        closers.forEach(Thread::start);
        for (int i = random.nextInt(4); i > 0; i--) {
            closers.get(0).interrupt();
            disturb();
        }
        for (Thread thread : closers) {
            join(thread);
        }
        for (Thread thread : producers) {
            join(thread);
        }
        return check();
    }

    private void close() {
        batcher.close();
        // No worker is alive that could answer later.
        flush.threads.forEach(worker -> flush.expect(!worker.isAlive(), "a worker is alive after close"));
        flush.expect(flush.underWay.get() == 0, "close returned during a flush");
        closeReturned = true;
    }

    private void disturb() {
        Thread target = random.nextInt(3) == 0
                ? flush.threads.stream().findAny().orElse(producers.get(0))
                : producers.get(random.nextInt(producers.size()));
        if (random.nextInt(4) == 0) {
            target.interrupt();
        }
        int room = capacity + workers * maxBatch;
        flush.expect(accepted.get() - flush.taken.get() <= room, "more items are pending than the capacity allows");
        LockSupport.parkNanos(random.nextInt(200_000));
    }

    private void join(Thread thread) throws InterruptedException {
        thread.join(LIMIT_MILLIS);
        assertThat(thread.isAlive()).as("seed %d: a thread waits forever", seed).isFalse();
    }

    private long check() {
        Set<StressItem> answered = ConcurrentHashMap.newKeySet();
        answered.addAll(flush.flushed);
        answered.addAll(flush.failed);
        assertThat(flush.broken).as("seed %d", seed).isEmpty();
        assertThat(flush.flushed.size() + flush.failed.size()).as("seed %d: each item is answered once", seed)
                .isEqualTo(answered.size());
        List<StressItem> taken = producers.stream().flatMap(producer -> producer.taken.stream()).toList();
        assertThat(answered).as("seed %d: exactly the accepted items are answered", seed).containsExactlyInAnyOrderElementsOf(taken);
        if (workers == 1) {
            for (Producer producer : producers) {
                assertThat(flush.flushed.stream().filter(item -> item.producer() == producer.number).map(StressItem::number))
                        .as("seed %d: order of a producer", seed).isSorted();
            }
        }
        return taken.size();
    }

    /** Adds its items and records which were accepted. Tries once more after an interrupt. */
    private final class Producer extends Thread {

        final int number;
        final int items;
        final List<StressItem> taken = new ArrayList<>();

        Producer(int number, int items) {
            this.number = number;
            this.items = items;
        }

        @Override
        public void run() {
            for (int i = 0; i < items; i++) {
                StressItem item = new StressItem(number, i);
                boolean wasClosed = closeReturned;
                Answer answer = add(item);
                if (answer == Answer.INTERRUPTED) {
                    answer = add(item);
                }
                if (answer == Answer.ACCEPTED) {
                    accepted.incrementAndGet();
                    taken.add(item);
                }
                flush.expect(!wasClosed || answer != Answer.ACCEPTED, "accepted after close");
            }
        }

        private Answer add(StressItem item) {
            try {
                return batcher.add(item) ? Answer.ACCEPTED : Answer.REFUSED;
            } catch (InterruptedException e) {
                return Answer.INTERRUPTED;
            }
        }
    }
}
