package io.github.maskroute.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "30s, PT30S", "10m, PT10M", "2h, PT2H", "400h, PT400H", "15d, P15D", "999999d, P999999D"})
    void shouldParseNumberAndUnit(String text, Duration length) {
        assertThat(TimeSpan.isValid(text)).isTrue();
        assertThat(TimeSpan.parse(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "0s", "05s", "-5s", "1.5h", "5 s", "5S", "5ms", "5w", "1000000s", "PT5S", "5s "})
    void shouldRejectOtherTextWithoutQuotingIt(String text) {
        assertThat(TimeSpan.isValid(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> TimeSpan.parse(text))
                .withMessage("a time span must be a whole number with the unit s, m, h or d, for example 30s");
    }

    @ParameterizedTest
    @CsvSource({"P15D, 15d", "PT400H, 16d", "PT36H, 36h", "P1D, 1d", "PT1H, 1h", "PT90M, 90m", "PT61S, 61s", "PT0S, 0s"})
    void shouldFormatInUnitThatShowsTheLength(Duration length, String text) {
        assertThat(TimeSpan.format(length)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"P15D, 15d", "PT36H, 1d", "PT23H59M, 23h", "PT90M, 1h", "PT61S, 1m", "PT59S, 59s", "PT0S, 0s", "PT-5S, 0s"})
    void shouldFormatRoughlyInLargestUnit(Duration length, String text) {
        assertThat(TimeSpan.formatRoughly(length)).isEqualTo(text);
    }
}
