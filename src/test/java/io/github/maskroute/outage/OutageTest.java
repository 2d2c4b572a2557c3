package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage("The service of this test");

    @Test
    void lastsFromTheFirstFailureToTheFirstSuccess() {
        assertThat(outage.since()).isEmpty();

        outage.began("no connection", "Wait.");
        Instant since = outage.since().orElseThrow();
        outage.began("SQLState 57P03", "Wait.");
        assertThat(outage.since()).hasValue(since).get().isSameAs(since);

        outage.over();
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void beginsAnewAfterItWasOver() {
        outage.began("no connection", "Wait.");
        Instant first = outage.since().orElseThrow();
        outage.over();
        outage.over();
        outage.began("no connection", "Wait.");

        assertThat(outage.since()).get().isNotSameAs(first);
    }
}
