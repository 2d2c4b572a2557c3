package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.mask.MaskingException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

    @ParameterizedTest
    @EnumSource
    void shouldMapEachFaultOfKeysAndTokensToItsOwnExitCode(MaskingException.Fault fault) {
        Failure failure = Failure.of(new MaskingException(fault, "rule and remedy"));

        assertThat(failure.exit().name()).isEqualTo(fault.name());
        assertThat(failure.message()).isEqualTo("rule and remedy");
    }

    @ParameterizedTest
    @CsvSource({
        "08001, DATABASE_AWAY", "53300, DATABASE_AWAY",
        "28P01, DATABASE_REFUSES", "3D000, DATABASE_REFUSES", "42501, DATABASE_REFUSES"})
    void shouldMapDatabaseFaultBySqlState(String state, ExitCode exit) {
        SQLException thrown = new SQLException("Failing row contains (198.51.100.7)", state);

        assertThat(Failure.of(thrown).exit()).isEqualTo(exit);
        assertThat(Failure.of(thrown).message()).contains(state).doesNotContain("198.51.100.7").hasLineCount(1);
        assertThat(Failure.of(new FlywayException("cannot migrate", thrown)).exit()).isEqualTo(exit);
    }

    @Test
    void shouldMapConfigurationErrorToSettings() {
        assertThat(Failure.of(new ConfigurationException("rule")).exit()).isEqualTo(ExitCode.SETTINGS);
        assertThat(Failure.of(new IllegalArgumentException("198.51.100.7")).exit()).isEqualTo(ExitCode.UNEXPECTED);
    }
}
