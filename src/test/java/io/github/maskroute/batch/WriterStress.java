package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.SqlFault;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A stress round of a writer behind a batcher. The table is away, refuses, throws after a commit, and throws errors. */
public final class WriterStress implements BatchWriter.Store<Integer>, BatchWriter.Results<Integer> {

    enum Result { STORED, REJECTED, ABANDONED }

    private static final int EACH = 500;

    private final Random random;
    private final Set<Integer> rows = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Result> results = new ConcurrentHashMap<>();
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<Integer> inError = ConcurrentHashMap.newKeySet();
    private final AtomicInteger added = new AtomicInteger();
    private final Backoff backoff = new Backoff(Duration.ofMillis(1));

    private WriterStress(long seed) {
        random = new Random(seed);
    }

    /** Runs and checks rounds until the time is over. @return the number of items */
    public static long run(long firstSeed, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long items = 0;
        for (long seed = firstSeed; System.nanoTime() < end; seed++) {
            items += new WriterStress(seed).round(seed);
        }
        return items;
    }

    private long round(long seed) throws InterruptedException {
        BatchWriter<Integer> writer = new BatchWriter<>(this, this, max -> List.of(), 30, new Outage("The table of a stress"), backoff);
        boolean stops = random.nextBoolean();
        List<Thread> producers;
        try (NaturalBatcher<Integer> batcher = new NaturalBatcher<>("written", 1 + random.nextInt(3), 30, 60, new Writing(writer))) {
            producers = IntStream.range(0, 4).mapToObj(number -> new Thread(() -> produce(batcher, number))).toList();
            producers.forEach(Thread::start);
            for (Thread producer : producers) {
                producer.join(stops ? 1 + random.nextInt(10) : 0);
            }
            if (stops) {
                backoff.stop();
            }
        }
        for (Thread producer : producers) {
            producer.join();
        }
        check(seed, stops);
        return accepted.size();
    }

    private void produce(NaturalBatcher<Integer> batcher, int number) {
        for (int i = number * EACH; i < (number + 1) * EACH; i++) {
            if (RecordingFlush.add(batcher, i)) {
                accepted.add(i);
            }
        }
    }

    private void check(long seed, boolean stopped) {
        assertThat(broken).as("seed %d", seed).isEmpty();
        assertThat(results.keySet()).as("seed %d: records with a result", seed).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(rows).as("seed %d: rows added", seed).hasSizeGreaterThanOrEqualTo(added.get()).noneMatch(WriterStress::isBad);
        results.forEach((item, result) -> {
            boolean right = switch (result) {
                case STORED -> rows.contains(item);
                case REJECTED -> isBad(item);
                case ABANDONED -> stopped || inError.contains(item);
            };
            assertThat(right).as("seed %d: %d is %s", seed, item, result).isTrue();
        });
    }

    private static boolean isBad(int item) {
        return item % 37 == 0;
    }

    @Override
    public int store(List<Integer> records) throws Exception {
        int dice = random.nextInt(100);
        if (dice == 0) {
            inError.addAll(records);
            throw new OutOfMemoryError("simulated");
        } else if (dice < 5) {
            throw new SQLException("secret", dice == 1 ? "42P01" : "08006");
        } else if (records.stream().anyMatch(WriterStress::isBad)) {
            throw new SQLException("secret", "23514");
        }
        int count = (int) records.stream().filter(rows::add).count();
        if (dice < 10) {
            throw new SQLException("secret", "08006");
        }
        return count;
    }

    @Override
    public void stored(List<Integer> records, int addedRows) {
        added.addAndGet(addedRows);
        put(records, Result.STORED);
    }

    @Override
    public void rejected(Integer record, SqlFault fault) {
        put(List.of(record), Result.REJECTED);
    }

    @Override
    public void abandoned(List<Integer> records, SqlFault fault) {
        put(records, Result.ABANDONED);
    }

    private void put(List<Integer> records, Result result) {
        for (Integer each : records) {
            if (results.putIfAbsent(each, result) != null) {
                broken.add("a record has two results");
            }
        }
    }

    private final class Writing implements NaturalBatcher.Flush<Integer> {

        private final BatchWriter<Integer> writer;

        Writing(BatchWriter<Integer> writer) {
            this.writer = writer;
        }

        @Override
        public void flush(List<Integer> batch) {
            writer.write(batch);
        }

        @Override
        public void failed(List<Integer> batch, Throwable cause) {
            broken.add("the writer left results to its caller");
        }
    }
}
