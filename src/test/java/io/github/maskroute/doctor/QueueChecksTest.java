package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.doctor.Finding.State;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueChecksTest {

    @ParameterizedTest
    @CsvSource({
        ", OK", "https://192.0.2.1, OK", "HTTPS://192.0.2.1:9324/sqs, OK", "http://127.0.0.1:4566, OK", "http://localhost, OK",
        "http://[::1]:4566, OK", "http://192.0.2.1:4566, WARN", "http://no.such.host.invalid, WARN",
        "http://no_host:4566, WARN"})
    void shouldWarnOfUnencryptedRequestsToAnotherMachine(URI endpoint, State state) {
        Finding finding = QueueChecks.encryption(Optional.ofNullable(endpoint));

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.remedy()).isEqualTo(state == State.OK ? ""
                : "use an https URL in maskroute.queue.endpoint, see docs/operations.md#tls");
    }
}
