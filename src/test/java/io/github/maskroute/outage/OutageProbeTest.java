package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageProbeTest {

    private final Outage outage = new Outage("The service");

    @Test
    void shouldEndAProbesOutageByAProbe() {
        outage.probeFailed("no answer", "");
        assertThat(outage.description()).hasValueSatisfying(text -> assertThat(text).startsWith("is away since ").endsWith("(no answer)"));

        outage.probeAnswered();
        assertThat(outage.since()).isEmpty();
        assertThat(outage.description()).isEmpty();
    }

    @Test
    void shouldNotEndARequestsOutageByAProbe() {
        outage.began("SQLState 57014", "");
        outage.probeAnswered();
        assertThat(outage.since()).isPresent();

        outage.over();
        outage.refusal("SQLState 42501", "");
        outage.probeFailed("no answer", "");
        outage.probeAnswered();
        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldTurnAProbesOutageIntoARequestsOutage() {
        outage.probeFailed("no answer", "");
        outage.began("SQLState 08001", "");
        outage.probeAnswered();
        assertThat(outage.since()).isPresent();

        outage.over();
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldEndAProbesOutageByARequest() {
        outage.probeFailed("no answer", "");
        outage.over();
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldEndAnOutageByAProbeAfterSixMinutesWithoutRequests() {
        SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
        Outage timed = new Outage("The service", clock);
        timed.began("no answer", "");
        clock.set("2026-11-22T10:05:00Z");
        timed.began("no answer", "");
        clock.set("2026-11-22T10:10:59Z");
        timed.probeAnswered();
        assertThat(timed.since()).hasValue(Instant.parse("2026-11-22T10:00:00Z"));

        clock.set("2026-11-22T10:11:00Z");
        timed.probeAnswered();
        assertThat(timed.since()).isEmpty();
    }
}
