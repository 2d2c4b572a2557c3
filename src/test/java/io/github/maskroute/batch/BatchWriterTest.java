package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BatchWriterTest {

    private final Outage outage = new Outage("The table of this test");
    private final Backoff backoff = new Backoff(Duration.ofMillis(1));
    private final FakeTable table = new FakeTable();
    private final BatchWriter<Integer> writer = new BatchWriter<>(table, table, max -> List.of(), 200, outage, backoff);
    private final List<Boolean> awayAtStatements = new ArrayList<>();

    @BeforeEach
    void recordTheOutageAtEachStatement() {
        table.atStatement = number -> awayAtStatements.add(outage.since().isPresent());
    }

    @Test
    void shouldStoreAGoodBatchInOneStatement() {
        writer.write(List.of(1, 2, 3));

        assertThat(table.statements).containsExactly(List.of(1, 2, 3));
        assertThat(table.results).containsExactly("stored [1, 2, 3] added 3");
    }

    @Test
    void shouldReportTheNumberOfNewRecords() {
        table.rows.add(2);
        writer.write(List.of(1, 2, 3));

        assertThat(table.results).containsExactly("stored [1, 2, 3] added 2");
    }

    @Test
    void shouldRejectExactlyTheBadRecords() {
        Random random = new Random(22);
        for (int i = 0; i < 200; i++) {
            FakeTable some = new FakeTable();
            List<Integer> records = IntStream.range(0, 1 + random.nextInt(50)).boxed().toList();
            records.stream().filter(record -> random.nextInt(5) == 0).forEach(some.bad::add);

            new BatchWriter<>(some, some, max -> List.of(), 200, outage, backoff).write(records);

            assertThat(some.rejected).containsExactlyElementsOf(some.bad);
            assertThat(some.rows).containsExactlyElementsOf(records.stream().filter(record -> !some.bad.contains(record)).toList());
            assertThat(some.reported).containsExactlyElementsOf(records);
        }
    }

    @Test
    void shouldFindOneBadRecordInFewStatements() {
        table.bad.add(77);
        writer.write(IntStream.range(0, 200).boxed().toList());

        assertThat(table.rejected).containsExactly(77);
        assertThat(table.statements).hasSizeLessThan(20);
        assertThat(table.results).contains("rejected 77 RECORD SQLState 23514");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01"})
    void shouldWaitDuringAnOutage(String state) {
        table.failures.addAll(Collections.nCopies(3, new SQLException("secret", state)));
        writer.write(List.of(1, 2));

        assertThat(table.statements).hasSize(4).containsOnly(List.of(1, 2));
        assertThat(table.results).containsExactly("stored [1, 2] added 2");
        assertThat(outage.since()).isEmpty();
    }

    /** From the third attempt on, one record is tried alone: it may be the one that blocks the others. */
    @ParameterizedTest
    @ValueSource(strings = {"40P01", "55P03", "53100"})
    void shouldWaitIfTheDatabaseStopsAStatement(String state) {
        table.failures.addAll(Collections.nCopies(3, new SQLException("secret", state)));
        writer.write(List.of(1, 2));

        assertThat(table.statements).startsWith(List.of(1, 2), List.of(1, 2), List.of(1, 2), List.of(1)).hasSize(5);
        assertThat(table.reported).containsExactly(1, 2);
        assertThat(table.rows).containsExactly(1, 2);
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldWaitDuringAnOutageWhileHalving() {
        table.bad.add(1);
        table.failures.addAll(List.of(new SQLException("secret", "23514"), new SQLException("secret", "08006")));
        writer.write(List.of(0, 1, 2, 3));

        assertThat(table.rejected).containsExactly(1);
        assertThat(table.rows).containsExactly(0, 2, 3);
        assertThat(table.reported).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void shouldRetryACommitOfUnknownOutcome() {
        table.committedBefore.add(new SQLException("secret", "08006"));
        writer.write(List.of(1, 2));

        assertThat(table.rows).containsExactly(1, 2);
        assertThat(table.results).containsExactly("stored [1, 2] added 0");
    }

    @Test
    void shouldNotReportAFirstFailure() {
        table.failures.add(new SQLException("secret", "40P01"));
        writer.write(List.of(1));

        assertThat(awayAtStatements).containsExactly(false, false);
    }

    @Test
    void shouldReportASecondFailureAsAnOutage() {
        table.failures.addAll(List.of(new SQLException("secret", "08006"), new SQLException("secret", "08006")));
        writer.write(List.of(1));

        assertThat(awayAtStatements).containsExactly(false, false, true);
        assertThat(outage.since()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "42P01"})
    void shouldAbandonRecordsThatCannotBeStoredAfterAStop(String state) {
        backoff.stop();
        table.failures.add(new SQLException("secret", state));
        writer.write(List.of(1, 2));

        assertThat(table.statements).hasSize(1);
        assertThat(table.results).singleElement().asString().startsWith("abandoned [1, 2] ").doesNotContain("secret");
    }

    @Test
    void shouldEndTheOutageWhenABadRecordIsAnswered() {
        table.failures.addAll(List.of(new SQLException("secret", "08006"), new SQLException("secret", "08006")));
        table.bad.add(1);
        writer.write(List.of(1));

        assertThat(table.rejected).containsExactly(1);
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldNotTryADatabaseThatIsAwayAfterAStop() {
        outage.began("no connection", "Wait.");
        backoff.stop();
        writer.write(List.of(1, 2));

        assertThat(table.statements).isEmpty();
        assertThat(table.reported).containsExactly(1, 2);
        assertThat(table.results).singleElement().asString().startsWith("abandoned [1, 2] ");
    }

    @Test
    void shouldEndTheWaitAtAStop() throws InterruptedException {
        Backoff endless = new Backoff(Duration.ofHours(1));
        table.away = true;
        Thread writing = new Thread(() -> new BatchWriter<>(table, table, max -> List.of(), 200, outage, endless).write(List.of(1, 2)));
        writing.start();
        await().until(() -> !table.statements.isEmpty() && writing.getState() == Thread.State.TIMED_WAITING);
        endless.stop();
        writing.join();

        assertThat(table.reported).containsExactly(1, 2);
        assertThat(table.results).singleElement().asString().startsWith("abandoned [1, 2] DATABASE");
    }

    @Test
    void shouldStillStoreRecordsAfterAStop() {
        backoff.stop();
        table.bad.add(1);
        writer.write(List.of(0, 1, 2, 3));

        assertThat(table.rows).containsExactly(0, 2, 3);
        assertThat(table.rejected).containsExactly(1);
    }

    @Test
    void shouldAbandonOnlyTheRecordsOfAStatementWithAnError() {
        table.bad.add(1);
        table.fatal = List.of(2, 3);
        writer.write(List.of(0, 1, 2, 3));

        assertThat(table.results).containsExactly(
                "stored [0] added 1", "rejected 1 RECORD SQLState 23514", "abandoned [2, 3] OPERATOR java.lang.StackOverflowError");
    }
}
