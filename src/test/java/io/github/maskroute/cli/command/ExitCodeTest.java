package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.mask.MaskingException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

    /** Scripts depend on these: a code never changes its meaning. */
    private static final Map<Integer, String> PINNED = Map.ofEntries(
            Map.entry(0, "OK"), Map.entry(1, "UNEXPECTED"), Map.entry(2, "USAGE"), Map.entry(3, "SETTINGS"),
            Map.entry(4, "MALFORMED_VALUE"), Map.entry(5, "OUTPUT_FAILED"),
            Map.entry(10, "NO_TOKEN"), Map.entry(11, "NOT_REVERSIBLE"), Map.entry(12, "UNKNOWN_KEY"), Map.entry(13, "DISABLED_KEY"),
            Map.entry(14, "TAMPERED_TOKEN"), Map.entry(15, "OTHER_FIELD"), Map.entry(16, "WRONG_KEYSET"), Map.entry(17, "UNREADABLE_FILE"),
            Map.entry(18, "WRONG_KEY_ENCRYPTION_KEY"), Map.entry(20, "DATABASE_AWAY"), Map.entry(21, "DATABASE_REFUSES"),
            Map.entry(22, "AUDIT_REFUSES"), Map.entry(23, "CHAIN_BROKEN"), Map.entry(24, "LEFT_OVER"),
            Map.entry(30, "QUEUE_AWAY"), Map.entry(31, "QUEUE_REFUSES"), Map.entry(32, "NO_LETTER"), Map.entry(33, "LETTERS_LEFT"),
            Map.entry(34, "NOT_CONFIRMED"), Map.entry(35, "DAMAGED_EXPORT"), Map.entry(40, "NOT_WELL"),
            Map.entry(41, "ROUTES_REFUSED"), Map.entry(42, "CASES_FAILED"), Map.entry(43, "NO_TYPE"),
            Map.entry(50, "LINES_LEFT"));

    @Test
    void codesAreDistinctAndDoNotChange() {
        assertThat(Arrays.stream(ExitCode.values()).collect(Collectors.toMap(ExitCode::code, Enum::name))).isEqualTo(PINNED);
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultOfKeysAndTokensHasItsOwn(MaskingException.Fault fault) {
        ExitCode exit = ExitCode.of(new MaskingException(fault, "rule and remedy"));

        assertThat(exit.name()).isEqualTo(fault.name());
        assertThat(ExitCode.words(new MaskingException(fault, "rule and remedy"))).isEqualTo("rule and remedy");
    }

    @ParameterizedTest
    @CsvSource({
        "08001, DATABASE_AWAY", "53300, DATABASE_AWAY",
        "28P01, DATABASE_REFUSES", "3D000, DATABASE_REFUSES", "42501, DATABASE_REFUSES"})
    void faultOfTheDatabaseIsToldByItsState(String state, ExitCode exit) {
        SQLException thrown = new SQLException("Failing row contains (198.51.100.7)", state);

        assertThat(ExitCode.of(thrown)).isEqualTo(exit);
        assertThat(ExitCode.words(thrown)).contains(state).doesNotContain("198.51.100.7").hasLineCount(1);
        assertThat(ExitCode.of(new FlywayException("cannot migrate", thrown))).isEqualTo(exit);
    }

    @Test
    void startThatFailsIsOfTheSettings() {
        assertThat(ExitCode.of(new ConfigurationException("rule"))).isEqualTo(ExitCode.SETTINGS);
        assertThat(ExitCode.of(new IllegalArgumentException("198.51.100.7"))).isEqualTo(ExitCode.UNEXPECTED);
    }
}
