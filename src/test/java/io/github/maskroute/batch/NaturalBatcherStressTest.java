package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first seconds of what {@code BatcherFaults} does for longer. */
@Timeout(60)
class NaturalBatcherStressTest {

    @Test
    void everyItemIsAnsweredOnceWhateverHappens() throws InterruptedException {
        assertThat(BatcherStress.run(1, 2_000)).as("items").isPositive();
    }

    @Test
    void everyRecordHasOneFateWhateverTheTableDoes() throws InterruptedException {
        assertThat(WriterStress.run(1, 1_000)).as("items").isPositive();
    }
}
