package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestLog;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage("The service of this test");

    @Test
    void shouldLastFromTheFirstFailureToTheFirstSuccess() {
        assertThat(outage.since()).isEmpty();

        outage.began("no connection", "Wait.");
        Instant since = outage.since().orElseThrow();
        outage.began("SQLState 57P03", "Wait.");
        assertThat(outage.since()).hasValue(since).get().isSameAs(since);

        outage.over();
        assertThat(outage.since()).isEmpty();
    }

    @Test
    void shouldBeginAgainAfterItsEnd() {
        outage.began("no connection", "Wait.");
        Instant first = outage.since().orElseThrow();
        outage.over();
        outage.over();
        outage.began("no connection", "Wait.");

        assertThat(outage.since()).get().isNotSameAs(first);
    }

    @Test
    void shouldLogARefusalAfterTheServiceWasAway() {
        TestLog log = new TestLog();
        outage.began("no connection", "Wait.");
        Instant since = outage.since().orElseThrow();
        outage.refusal("SQLState 28P01", "Correct it.");
        outage.refusal("SQLState 28P01", "Correct it.");
        outage.probeRefused("SQLState 28P01", "Correct it.");
        outage.began("no connection", "Wait.");

        assertThat(outage.description()).hasValue("refuses since " + since + " (SQLState 28P01)");
        assertThat(log.text().lines().filter(line -> line.contains("The service of this test"))).satisfiesExactly(
                first -> assertThat(first).contains("is away since", "Wait."),
                second -> assertThat(second).contains("refuses since", "Correct it."));
    }
}
