package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Pauses;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class AttemptsTest {

    private final Outage outage = new Outage("The service of this test");
    private final Pauses pauses = new Pauses(Duration.ofMillis(100));
    private final Attempts attempts = new Attempts(outage, "Mend it.");

    @Test
    void onlyAFailureAfterAFailureIsAnOutage() {
        assertThat(again()).isTrue();
        assertThat(outage.since()).isEmpty();
        assertThat(again()).isTrue();
        assertThat(outage.words()).hasValueSatisfying(words -> assertThat(words).contains("is away", "status 503"));
    }

    @Test
    void requestFromBeforeTheEndOfAnOutageBeginsNoOther() {
        again();
        outage.began("UnknownHostException", "Wait.");
        outage.over();
        again();
        assertThat(outage.since()).isEmpty();
        again();
        assertThat(outage.since()).isPresent();
    }

    @Test
    void thereIsNoOtherOnceThePausesEnd() {
        pauses.stop();
        assertThat(again()).isFalse();
    }

    private boolean again() {
        return attempts.again((SdkException) FakeSqs.outage(), pauses);
    }
}
