package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.SettableClock;
import io.github.maskroute.testing.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that fails repeatedly, by the test's own clock. */
class RepeatedOutageTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SERVICE = "The service that comes and goes";

    private final SettableClock clock = new SettableClock(BEGIN.toString());
    private final TestLog log = new TestLog();
    private final Outage outage = new Outage(SERVICE, clock);

    @Test
    void shouldLogTwoLinesAMinuteForFourHours() {
        int minutes = (int) Duration.ofHours(4).toMinutes();
        for (int second = 0; second < minutes * 60; second += 3) {
            away(second);
            back(second + 1);
        }
        assertThat(outage.ended()).isEqualTo(minutes * 20);
        assertThat(lines()).hasSize(2 * minutes).filteredOn(line -> line.contains("is back after 1 s.")).hasSize(minutes);
        assertThat(lines().get(0)).endsWith("is away since 2026-11-22T10:00:00Z (no answer). Wait.");
        assertThat(lines().get(2))
                .endsWith("is away since 2026-11-22T10:01:00Z (no answer). Wait. Others since 2026-11-22T10:00:00Z, not logged: 19.");
    }

    @Test
    void shouldLogAnOutageThatOutlastsTheMinuteAndItsEnd() {
        away(0);
        back(1);
        for (int second = 5; second < 60; second++) {
            away(second);
        }
        assertThat(lines()).hasSize(2);
        assertThat(outage.since()).hasValue(BEGIN.plusSeconds(5));

        away(60);
        away(61);
        assertThat(lines()).hasSize(3).last().asString().endsWith("is away since 2026-11-22T10:00:05Z (no answer). Wait.");
        back(100);
        assertThat(lines()).hasSize(4).last().asString().endsWith("is back after 95 s.");
    }

    @Test
    void shouldLogARefusalAtOnce() {
        away(0);
        back(1);
        away(2);
        refusal(4);
        away(5);
        assertThat(lines()).hasSize(3).last().asString().endsWith("refuses since 2026-11-22T10:00:02Z (SQLState 28P01). Correct it.");
        back(6);
        assertThat(lines()).hasSize(4).last().asString().endsWith("is back after 4 s.");
    }

    /** Also if a probe notices it. */
    @Test
    void shouldLogARefusalAgainAfterAMinute() {
        refusal(0);
        back(1);
        refusal(2);
        back(3);
        refusal(4);
        away(59);
        assertThat(lines()).hasSize(2);

        away(60);
        assertThat(lines()).hasSize(3).last().asString()
                .endsWith("refuses since 2026-11-22T10:00:04Z (SQLState 28P01). Correct it."
                        + " Others since 2026-11-22T10:00:00Z, not logged: 1.");
        back(61);
        assertThat(lines()).hasSize(4);
    }

    @Test
    void shouldLogNormallyAfterTheClockIsSetBack() {
        away(0);
        back(1);
        away(-3_600);
        assertThat(lines()).hasSize(3).last().asString().endsWith("is away since 2026-11-22T09:00:00Z (no answer). Wait.");
    }

    private void away(int second) {
        at(second);
        outage.began("no answer", "Wait.");
    }

    private void refusal(int second) {
        at(second);
        outage.refusal("SQLState 28P01", "Correct it.");
    }

    private void back(int second) {
        at(second);
        outage.over();
    }

    private void at(int second) {
        clock.set(BEGIN.plusSeconds(second).toString());
    }

    private List<String> lines() {
        return log.text().lines().filter(line -> line.contains(SERVICE)).toList();
    }
}
