package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.doctor.Finding.State;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseChecksTest {

    @ParameterizedTest
    @CsvSource({
        "false, 127.0.0.1, OK", "false, localhost, OK", "false, '127.0.0.1,192.0.2.1', WARN", "false, 192.0.2.1, WARN",
        "false, no such host, WARN", "true, 127.0.0.1, OK"})
    void shouldWarnOfUnencryptedConnectionToAnotherMachine(boolean used, String hosts, State state) {
        Properties parsed = new Properties();
        parsed.setProperty("PGHOST", hosts);

        assertThat(DatabaseChecks.encryption(used, "TLSv1.3", parsed).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"verify-full, OK", "verify-ca, WARN", "require, WARN", "prefer, WARN"})
    void shouldWarnOfUnverifiedServer(String mode, State state) {
        Properties parsed = new Properties();
        parsed.setProperty("PGHOST", "192.0.2.1");
        parsed.setProperty("sslmode", mode);

        assertThat(DatabaseChecks.encryption(true, "TLSv1.3", parsed).state()).isEqualTo(state);
    }
}
