package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.batch.BatcherStress;
import io.github.maskroute.batch.WriterStress;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The batcher under threads that add, fail, are interrupted and close it at random: the rounds of the build, for longer. */
@Timeout(180)
class BatcherFaults {

    /** Seed of the first round; each round has the next number. A failed check names the seed of its round. */
    private final long seed = Long.getLong("faults.seed", new SecureRandom().nextInt(1_000_000));

    @Test
    void shouldCompleteEveryItemOnce() throws InterruptedException {
        System.out.println("Batcher: seed " + seed);
        assertThat(BatcherStress.run(seed, 60_000)).as("items").isPositive();
    }

    @Test
    void shouldHaveOneOutcomeForEveryRecord() throws InterruptedException {
        System.out.println("Writer: seed " + seed);
        assertThat(WriterStress.run(seed, 30_000)).as("items").isPositive();
    }
}
