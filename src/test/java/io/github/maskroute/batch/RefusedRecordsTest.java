package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.db.SqlFault;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that the server refuses with a state that looks like an operator's or the database's. */
@Timeout(30)
class RefusedRecordsTest {

    private final Outage outage = new Outage("The table of this test");
    private final Backoff backoff = new Backoff(Duration.ofMillis(10));
    private final FakeTable table = new FakeTable();
    private final BlockingQueue<Integer> arriving = new LinkedBlockingQueue<>();
    private final BatchWriter<Integer> writer = new BatchWriter<>(table, table, this::take, 200, outage, backoff);

    private List<Integer> take(int max) {
        List<Integer> some = new ArrayList<>();
        arriving.drainTo(some, max);
        return some;
    }

    @AfterEach
    void verifyThatEveryRecordHasOneResult() {
        assertThat(table.reported).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "42P01", "0A000", "55000", "3F000", "28000"})
    void shouldRejectARefusedRecordIfOthersAreStored(String state) {
        table.refused.put(7, state);
        writer.write(IntStream.range(0, 11).boxed().toList());

        assertThat(table.rejected).containsExactly(7);
        assertThat(table.rows).hasSize(10);
        assertThat(outage.since()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void shouldRejectTheFirstAndTheLastOfABatch(int bad) {
        table.refused.put(bad, "42501");
        writer.write(IntStream.rangeClosed(0, 10).boxed().toList());

        assertThat(table.rejected).containsExactly(bad);
    }

    @Test
    void shouldFindTheGoodRecordAmongManyRefused() {
        IntStream.range(0, 199).forEach(record -> table.refused.put(record, "42501"));
        writer.write(IntStream.range(0, 200).boxed().toList());

        assertThat(table.rows).containsExactly(199);
        assertThat(table.rejected).hasSize(199);
    }

    @Test
    void shouldRejectExactlyTheRefusedRecords() {
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            FakeTable some = new FakeTable();
            List<Integer> records = IntStream.range(0, 2 + random.nextInt(60)).boxed().toList();
            records.stream().skip(1).filter(record -> random.nextInt(4) == 0).forEach(record -> some.refused.put(record, "42501"));
            records.stream().skip(1).filter(record -> random.nextInt(9) == 0).forEach(some.bad::add);

            new BatchWriter<>(some, some, max -> List.of(), 200, outage, backoff).write(records);

            assertThat(some.rows).containsExactlyElementsOf(
                    records.stream().filter(record -> !some.refused.containsKey(record) && !some.bad.contains(record)).toList());
            assertThat(some.reported).containsExactlyInAnyOrderElementsOf(records);
        }
    }

    @Test
    void shouldNotBlockOthersBehindARecordThatIsRefusedAlone() throws InterruptedException {
        table.refused.put(1, "42501");
        Thread writing = write(List.of(1));
        await().until(() -> !table.statements.isEmpty());
        assertThat(table.rejected).as("there is no evidence yet that the record is at fault").isEmpty();

        arriving.add(2);
        writing.join();

        assertThat(table.rows).containsExactly(2);
        assertThat(table.rejected).containsExactly(1);
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldNotBlockOthersBehindManyRefusedRecords() throws InterruptedException {
        IntStream.range(0, 1_000).forEach(record -> table.refused.put(record, "42501"));
        Thread writing = write(IntStream.range(0, 200).boxed().toList());
        IntStream.rangeClosed(200, 1_000).forEach(arriving::add);
        writing.join();

        assertThat(table.rows).containsExactly(1_000);
        assertThat(table.rejected).hasSize(1_000);
    }

    @Test
    void shouldRejectNoRecordIfNoneIsStored() throws InterruptedException {
        writer.write(List.of(0));
        table.refusesAll = "42501";
        Thread writing = write(List.of(1, 2, 3));
        arriving.add(4);
        await().until(() -> outage.description().orElse("").contains("refuses") && table.statements.size() > 20);
        table.refusesAll = "";
        writing.join();

        assertThat(table.rejected).isEmpty();
        assertThat(table.rows).containsExactly(0, 1, 2, 3, 4);
        assertThat(outage.since()).isEmpty();
    }

    /** A privilege is revoked between two statements: a record that was stored before is no evidence for later ones. */
    @Test
    void shouldNotRejectTheRestAfterARevokedPrivilege() throws InterruptedException {
        table.refused.put(0, "42501");
        table.atStatement = number -> {
            if (table.rows.size() >= 2) {
                table.refusesAll = "42501";
            }
        };
        Thread writing = write(IntStream.range(0, 8).boxed().toList());
        await().until(() -> table.statements.size() > 20);
        assertThat(table.rejected).isSubsetOf(0);
        table.atStatement = number -> { };
        table.refusesAll = "";
        writing.join();

        assertThat(table.rejected).containsExactly(0);
        assertThat(table.rows).hasSize(7);
    }

    /** One record may cause a statement timeout each time: it waits, but alone. */
    @Test
    void shouldStoreOthersWhileTheDatabaseFailsForOneRecord() throws InterruptedException {
        table.refused.put(5, "57014");
        Thread writing = write(IntStream.range(0, 10).boxed().toList());
        await().until(() -> table.rows.size() == 9);
        arriving.add(10);
        await().until(() -> table.rows.contains(10));
        assertThat(table.reported).doesNotContain(5);
        table.refused.clear();
        writing.join();

        assertThat(table.rows).hasSize(11);
        assertThat(table.rejected).isEmpty();
    }

    /** A timeout, or a state of an extension: PostGIS reports XX000 for a malformed geometry. */
    @ParameterizedTest
    @ValueSource(strings = {"57014", "XX000"})
    void shouldStoreOthersWhileTheDatabaseFailsForARecordThatCameAlone(String state) throws InterruptedException {
        table.refused.put(5, state);
        Thread writing = write(List.of(5));
        await().until(() -> table.statements.size() > 2);
        IntStream.range(10, 20).forEach(arriving::add);
        await().until(() -> table.rows.size() == 10);
        assertThat(table.reported).doesNotContain(5);
        table.refused.clear();
        writing.join();

        assertThat(table.rows).hasSize(11);
        assertThat(table.rejected).isEmpty();
    }

    /** Each may take the whole statement timeout. */
    @Test
    void shouldRetryOnlyOneSuchRecordBeforeItTakesOthers() throws InterruptedException {
        IntStream.range(0, 20).forEach(record -> table.refused.put(record, "57014"));
        Thread writing = write(IntStream.range(0, 21).boxed().toList());
        await().until(() -> IntStream.range(0, 20).allMatch(record -> table.statements.contains(List.of(record))));
        int known = table.statements.size();
        await().until(() -> table.statements.size() > known + 20);
        int from = table.statements.size();
        arriving.add(99);
        await().until(() -> table.rows.contains(99));
        List<List<Integer>> statements = new ArrayList<>(table.statements);
        assertThat(statements.subList(from, statements.indexOf(List.of(99)))).hasSizeLessThan(4);
        table.refused.clear();
        writing.join();

        assertThat(table.rows).hasSize(22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300"})
    void shouldTakeNoMoreRecordsWhileTheDatabaseIsAway(String state) throws InterruptedException {
        table.refusesAll = state;
        Thread writing = write(List.of(1, 2));
        arriving.add(3);
        await().until(() -> table.statements.size() > 5);
        assertThat(arriving).containsExactly(3);
        table.refusesAll = "";
        writing.join();

        assertThat(table.rows).containsExactly(1, 2);
    }

    @Test
    void shouldAbandonEveryRecordAtAStopIncludingArrivals() throws InterruptedException {
        table.refusesAll = "42P01";
        Thread writing = write(List.of(1, 2));
        arriving.addAll(List.of(3, 4));
        await().until(arriving::isEmpty);
        backoff.stop();
        writing.join();

        assertThat(table.reported).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(table.rejected).isEmpty();
        assertThat(table.results).allMatch(result -> result.startsWith("abandoned "));
    }

    @Test
    void shouldReportALastingRefusalButNotOneThatARecordExplains() {
        table.failures.add(new SQLException("secret", "42P01"));
        table.atStatement = number -> assertThat(outage.since()).isEmpty();
        writer.write(List.of(1, 2));

        assertThat(table.rows).containsExactly(1, 2);
    }

    /** As behind a pooler, where another client's session has changed one of two server connections. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldRejectNoRecordThatEverySecondConnectionStores(int first) {
        AtomicInteger connection = new AtomicInteger(first);
        BatchWriter<Integer> alternating = new BatchWriter<>(records -> {
            if (connection.getAndIncrement() % 2 == 0) {
                throw new SQLException("secret", "42P01");
            }
            return table.store(records);
        }, table, this::take, 200, outage, backoff);
        for (int from = 0; from < 100; from += 10) {
            alternating.write(IntStream.range(from, from + 10).boxed().toList());
        }
        assertThat(table.rejected).isEmpty();
        assertThat(table.rows).hasSize(100);
    }

    /** The batcher abandons the records of the batch. Only the writer knows those that arrived meanwhile. */
    @Test
    void shouldAbandonArrivalsAfterAnError() throws InterruptedException {
        Set<Integer> reported = ConcurrentHashMap.newKeySet();
        BatchWriter.Results<Integer> failing = new BatchWriter.Results<>() {
            @Override
            public void stored(List<Integer> records, int added) {
                reported.addAll(records);
            }

            @Override
            public void rejected(Integer record, SqlFault fault) {
                throw new OutOfMemoryError();
            }

            @Override
            public void abandoned(List<Integer> records, SqlFault fault) {
                reported.addAll(records);
            }
        };
        table.refusesAll = "42501";
        Thread writing = new Thread(() -> assertThatThrownBy(() -> new BatchWriter<>(table, failing, this::take, 4, outage, backoff)
                .write(List.of(1, 2, 3, 4))).isInstanceOf(OutOfMemoryError.class));
        writing.start();
        IntStream.rangeClosed(5, 20).forEach(arriving::add);
        await().until(arriving::isEmpty);
        table.bad.addAll(List.of(2, 7));
        table.refusesAll = "";
        writing.join();

        assertThat(reported).containsAll(IntStream.rangeClosed(5, 20).boxed().toList());
    }

    /** Otherwise it would retry without a pause. */
    @Test
    void shouldAbandonRecordsWhenInterrupted() throws InterruptedException {
        table.refusesAll = "42501";
        Thread writing = write(List.of(1, 2));
        await().until(() -> !table.statements.isEmpty());
        writing.interrupt();
        writing.join();

        assertThat(table.results).isNotEmpty().allMatch(result -> result.startsWith("abandoned "));
    }

    private Thread write(List<Integer> records) {
        Thread writing = new Thread(() -> writer.write(records));
        writing.start();
        return writing;
    }
}
