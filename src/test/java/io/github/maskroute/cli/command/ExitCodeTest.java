package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
    void shouldNotChangeCodes() {
        assertThat(Arrays.stream(ExitCode.values()).collect(Collectors.toMap(ExitCode::code, Enum::name))).isEqualTo(PINNED);
    }
}
