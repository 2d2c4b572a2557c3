package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantConverterTest {

    private final InstantConverter converter = new InstantConverter();

    @Test
    void shouldSubtractTimeSpanFromNow() {
        Instant before = Instant.now();

        assertThat(converter.convert("2h")).isBetween(before.minus(2, ChronoUnit.HOURS), Instant.now().minus(2, ChronoUnit.HOURS));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01, 2026-11-01T00:00:00Z", "2026-11-01T12:00:00Z, 2026-11-01T12:00:00Z"})
    void shouldConvertDateAndInstant(String text, Instant instant) {
        assertThat(converter.convert(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-45", "2026-11-01T12:00:00", "5x", ""})
    void shouldRejectOtherText(String text) {
        assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(MalformedArgument.class)
                .hasMessageStartingWith("must be " + InstantConverter.RULE);
    }
}
