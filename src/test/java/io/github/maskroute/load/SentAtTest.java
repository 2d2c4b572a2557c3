package io.github.maskroute.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.event.RejectedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentAtTest {

    @Test
    void shouldReturnOneTimeForAllEvents() throws RejectedException {
        assertThat(SentAt.of("2026-11-01").timeOf("{}")).contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(SentAt.of("2026-11-01T12:00:00+02:00").timeOf("frob")).contains(Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(SentAt.UNKNOWN.timeOf("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"2026-11-01T12:00:00Z\"          | 2026-11-01T12:00:00Z",
        "\"2026-11-01T12:00:00.123+01:00\" | 2026-11-01T11:00:00.123Z",
        "\"2026-11-01\"                    | 2026-11-01T00:00:00Z",
        "1793534400                        | 2026-11-01T12:00:00Z",
        "1793534400123                     | 2026-11-01T12:00:00.123Z"})
    void shouldReadTheTimeOfAField(String json, Instant time) throws RejectedException {
        assertThat(SentAt.of("/meta/ts").timeOf("{\"meta\":{\"ts\":" + json + "}}")).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"2026-11-01T12:00:00\"", "\"yesterday 198.51.100.7\"", "1.5", "-1", "0", "1e30", "true", "{}",
        "99999999999999999999", "999999999999999", "\"1969-12-31\"", "\"1970-01-01T00:00:00Z\""})
    void shouldRejectOtherValuesWithoutQuotingThem(String json) {
        assertThatThrownBy(() -> SentAt.of("/ts").timeOf("{\"ts\":" + json + "}")).isInstanceOf(RejectedException.class)
                .hasMessageStartingWith("schema: /ts must be a time since 1970").hasMessageNotContaining("198.51");
    }

    @Test
    void shouldLeaveMalformedJsonToTheRoute() throws RejectedException {
        assertThat(SentAt.of("/ts").timeOf("{\"ts\":")).isEmpty();
        assertThatThrownBy(() -> SentAt.of("/ts").timeOf("{}")).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "frob", "ts", "2026-13-01", "2026-11-01T12:00:00", "1793534400", "1969-01-01"})
    void shouldRejectTextThatIsNotATime(String text) {
        assertThatThrownBy(() -> SentAt.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
