package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of the rounds that {@code BatcherFaults} runs for longer. */
@Timeout(60)
class NaturalBatcherStressTest {

    @Test
    void shouldAnswerEveryItemOnce() throws InterruptedException {
        assertThat(BatcherStress.run(1, 2_000)).as("items").isPositive();
    }

    @Test
    void shouldReportOneResultForEveryRecord() throws InterruptedException {
        assertThat(WriterStress.run(1, 1_000)).as("items").isPositive();
    }
}
