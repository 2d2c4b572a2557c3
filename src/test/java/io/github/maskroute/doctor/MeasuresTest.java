package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.doctor.Finding.State;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({"0, OK", "5, OK", "-5, OK", "6, WARN", "-6, WARN", "300, WARN", "-300, WARN", "301, FAIL", "-301, FAIL"})
    void clocksThatDifferMuchAreFaults(long seconds, State state) {
        Finding finding = ClockSkew.of("the queue's", NOW, NOW.plusSeconds(seconds), NOW, "requests are refused");

        assertThat(finding.state()).isEqualTo(state);
        if (state != State.OK) {
            assertThat(finding.line()).contains(Math.abs(seconds) + " s " + (seconds < 0 ? "ahead of" : "behind") + " the queue's", "NTP");
        }
    }

    @Test
    void timeThatTheAnswerTookIsNoDifference() {
        assertThat(ClockSkew.of("theirs", NOW, NOW.plusSeconds(400), NOW.plusSeconds(399), "").state()).isEqualTo(State.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "false, 127.0.0.1, OK", "false, localhost, OK", "false, '127.0.0.1,192.0.2.1', WARN", "false, 192.0.2.1, WARN",
        "false, no such host, WARN", "true, 127.0.0.1, OK"})
    void warnsOfConnectionsThatLeaveTheMachineUnencrypted(boolean used, String hosts, State state) {
        Properties parsed = new Properties();
        parsed.setProperty("PGHOST", hosts);

        assertThat(DatabaseChecks.encryption(used, "TLSv1.3", parsed).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"verify-full, OK", "verify-ca, WARN", "require, WARN", "prefer, WARN"})
    void warnsOfEncryptedConnectionsToNobodyKnowsWhom(String mode, State state) {
        Properties parsed = new Properties();
        parsed.setProperty("PGHOST", "192.0.2.1");
        parsed.setProperty("sslmode", mode);

        assertThat(DatabaseChecks.encryption(true, "TLSv1.3", parsed).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        ", OK", "https://192.0.2.1, OK", "HTTPS://192.0.2.1:9324/sqs, OK", "http://127.0.0.1:4566, OK", "http://localhost, OK",
        "http://[::1]:4566, OK", "http://192.0.2.1:4566, WARN", "http://no.such.host.invalid, WARN",
        "http://no_host:4566, WARN"})
    void warnsOfRequestsThatLeaveTheMachineUnencrypted(URI endpoint, State state) {
        Finding finding = QueueChecks.encryption(Optional.ofNullable(endpoint));

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.remedy()).isEqualTo(state == State.OK ? ""
                : "use an https URL in maskroute.queue.endpoint, see docs/operations.md#tls");
    }
}
