package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class RetryTest {

    private final Outage outage = new Outage("The service of this test");
    private final Backoff backoff = new Backoff(Duration.ofMillis(100));
    private final Retry attempts = new Retry(outage, "Correct it.");

    @Test
    void shouldReportASecondFailureAsAnOutage() {
        assertThat(again()).isTrue();
        assertThat(outage.since()).isEmpty();
        assertThat(again()).isTrue();
        assertThat(outage.description()).hasValueSatisfying(words -> assertThat(words).contains("is away", "status 503"));
    }

    @Test
    void shouldNotReportARequestFromBeforeTheEndOfAnOutage() {
        again();
        outage.began("UnknownHostException", "Wait.");
        outage.over();
        again();
        assertThat(outage.since()).isEmpty();
        again();
        assertThat(outage.since()).isPresent();
    }

    @Test
    void shouldNotRetryAfterAStop() {
        backoff.stop();
        assertThat(again()).isFalse();
    }

    private boolean again() {
        return attempts.again((SdkException) FakeSqs.outage(), backoff);
    }
}
