package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.doctor.Finding.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({"0, OK", "5, OK", "-5, OK", "6, WARN", "-6, WARN", "300, WARN", "-300, WARN", "301, FAIL", "-301, FAIL"})
    void shouldReportLargeDifference(long seconds, State state) {
        Finding finding = ClockSkew.of("the queue's", NOW, NOW.plusSeconds(seconds), NOW, "requests are refused");

        assertThat(finding.state()).isEqualTo(state);
        if (state != State.OK) {
            assertThat(finding.line()).contains(Math.abs(seconds) + " s " + (seconds < 0 ? "ahead of" : "behind") + " the queue's", "NTP");
        }
    }

    @Test
    void shouldIgnoreDurationOfTheRequest() {
        assertThat(ClockSkew.of("theirs", NOW, NOW.plusSeconds(400), NOW.plusSeconds(399), "").state()).isEqualTo(State.OK);
    }
}
