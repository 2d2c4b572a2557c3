package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTelemetryTest {

    @Test
    void shouldReportAPollerAfterFiveMinutesWithoutAReceive() {
        assertThat(DrainTelemetry.stuck(Duration.ofSeconds(299), false)).isEmpty();
        assertThat(DrainTelemetry.stuck(Duration.ofSeconds(300), false)).hasValue("no receive for 300 s");
    }

    @Test
    void shouldNotReportAPollerThatWaitsForADatabaseOrASchedule() {
        assertThat(DrainTelemetry.stuck(Duration.ofHours(9), true)).isEmpty();
    }
}
