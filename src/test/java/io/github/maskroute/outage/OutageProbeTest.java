package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageProbeTest {

    private final Outage outage = new Outage("The service");

    @Test
    void probeEndsWhatAProbeBegan() {
        outage.probeFailed("no answer", "");
        assertThat(outage.words()).hasValueSatisfying(words -> assertThat(words).startsWith("is away since ").endsWith("(no answer)"));

        outage.probeAnswered();
        assertThat(outage.since()).isEmpty();
        assertThat(outage.words()).isEmpty();
    }

    @Test
    void probeDoesNotEndWhatWasNoticedAtWork() {
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
    void workTakesOverWhatAProbeBegan() {
        outage.probeFailed("no answer", "");
        outage.began("SQLState 08001", "");
        outage.probeAnswered();
        assertThat(outage.since()).isPresent();

        outage.over();
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void workEndsWhatAProbeBegan() {
        outage.probeFailed("no answer", "");
        outage.over();
        assertThat(outage.since()).isEmpty();
    }
}
