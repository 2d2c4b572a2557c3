package io.github.maskroute.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    private static final String ID = "219f8380-5770-4cc2-8c3e-5c715e145f5e";
    private static final Instant NOW = Instant.parse("2025-06-16T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1735689599999, 2024-12-31T23:59:59.999Z",
        "0, 1970-01-01T00:00:00Z",
        "99999999999999, 5138-11-16T09:46:39.999Z",
    })
    void shouldTakeTheTimeOfTheSending(String sentTimestamp, Instant sentAt) {
        assertThat(Origin.of("m", sentTimestamp)).isEqualTo(new Origin("m", sentAt));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-1", "1e12", "1735689599.999", "NaN", "999999999999999", "99999999999999999999", "\u0661",
        "2025-01-01T00:00:00Z"})
    void messageWithoutItsTimeIsOf1970(String sentTimestamp) {
        assertThat(Origin.of("m", sentTimestamp)).isEqualTo(new Origin("m", Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "219F8380-5770-4CC2-8C3E-5C715E145F5E"})
    void shouldTakeAnIdOfSqsUnchanged(String messageId) {
        assertThat(Origin.of(messageId, null).uuid()).hasToString(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "219f8380-5770-4cc2-8c3e-5c715e145f5", "1-1-1-1-1", "219f838057704cc28c3e5c715e145f5e", " " + ID})
    void shouldMakeANameBasedUuidOfAnyOtherId(String messageId) {
        UUID id = Origin.of(messageId, null).uuid();

        assertThat(id.version()).isEqualTo(3);
        assertThat(id).isEqualTo(Origin.of(messageId, "1").uuid()).isNotEqualTo(Origin.of(messageId + "x", null).uuid());
    }

    /** Retention 15 days, with a margin of an hour. */
    @ParameterizedTest
    @CsvSource({
        "2025-06-01T12:59:59.999Z, true",
        "2025-06-01T13:00:00Z, false",
        "2025-06-16T12:00:00Z, false",
        "2025-06-17T12:00:00Z, false",
        "1970-01-01T00:00:00Z, false",
        "1970-01-01T00:00:00.001Z, true",
    })
    void shouldBeForgottenOnceTheLedgerMayHavePrunedIt(Instant sentAt, boolean forgotten) {
        assertThat(new Origin("m", sentAt).isForgottenAfter(Duration.ofDays(15), NOW)).isEqualTo(forgotten);
    }
}
