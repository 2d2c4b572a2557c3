package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.SqlFault.Owner;
import io.github.maskroute.db.SqlFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {

    private static final SqlFault DATABASE = new SqlFault(Owner.DATABASE, true, "SQLState 57014");
    private static final SqlFault OPERATOR = new SqlFault(Owner.OPERATOR, true, "SQLState 42501");

    private final WaitingRecords<Integer> waiting = new WaitingRecords<>(4);

    @Test
    void shouldPreferAnOperatorsFault() {
        waiting.add(List.of(1), DATABASE, 10);
        assertThat(waiting.fault()).isEqualTo(DATABASE);
        waiting.add(List.of(2, 3), OPERATOR, 20);

        assertThat(waiting.fault()).isEqualTo(OPERATOR);
        assertThat(waiting.failedAt()).isEqualTo(10);
    }

    @Test
    void shouldTakeBatchesWithTheTimeOfTheLastFailure() {
        waiting.add(List.of(1, 2, 3), OPERATOR, 10);
        waiting.add(List.of(4, 5), OPERATOR, 20);

        assertThat(waiting.takeBatches()).containsExactly(
                new WaitingRecords.RetryBatch<>(List.of(1, 2, 3, 4), 20), new WaitingRecords.RetryBatch<>(List.of(5), 20));
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void shouldKeepRecordsOutOfBatchesThatFailedTheDatabaseAlone() {
        waiting.add(List.of(1), DATABASE, 10);
        waiting.add(List.of(2, 3), DATABASE, 20);

        assertThat(waiting.countAlone()).isEqualTo(1);
        assertThat(waiting.takeBatches()).containsExactly(new WaitingRecords.RetryBatch<>(List.of(2, 3), 20));
        assertThat(waiting.takeAlone()).isEqualTo(new WaitingRecords.RetryBatch<>(List.of(1), 10));
        assertThat(waiting.failedAt()).isEqualTo(WaitingRecords.NEVER);
    }

    @Test
    void shouldFirstTakeARecordThatWasNotTriedAlone() {
        waiting.add(List.of(1), OPERATOR, 10);
        waiting.add(List.of(2, 3), OPERATOR, 20);

        assertThat(waiting.takeFirst().record()).isEqualTo(2);
        assertThat(waiting.takeAll()).containsExactly(1, 3);
    }

    @Test
    void shouldLimitArrivalsAndSearches() {
        assertThat(waiting.room()).isEqualTo(4);
        waiting.add(IntStream.range(0, 38).boxed().toList(), OPERATOR, 10);
        assertThat(waiting.room()).isEqualTo(2);
        assertThat(waiting.searchLimit(1)).isEqualTo(32);
        waiting.takeAll();
        waiting.add(List.of(1, 2), DATABASE, 10);

        assertThat(waiting.searchLimit(2)).isZero();
        assertThat(waiting.searchLimit(3)).isEqualTo(1);
    }
}
