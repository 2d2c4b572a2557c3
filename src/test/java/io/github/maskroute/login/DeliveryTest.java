package io.github.maskroute.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.Seeded;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final String ID = "219f8380-5770-4cc2-8c3e-5c715e145f5e";
    private static final Instant SENT = Instant.ofEpochMilli(1735689599999L);

    /** Half past midnight of the 2nd in Tokyo, still the 1st in UTC. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-06-01T15:30:00Z"), ZoneId.of("Asia/Tokyo"));

    @ParameterizedTest
    @ValueSource(strings = {ID, "219F8380-5770-4CC2-8C3E-5C715E145F5E"})
    void idOfSqsIsTakenAsItIs(String messageId) {
        assertThat(Delivery.of(messageId, SENT, CLOCK).messageId()).hasToString(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "", "219f8380-5770-4cc2-8c3e-5c715e145f5", "1-1-1-1-1", "219f838057704cc28c3e5c715e145f5e", " " + ID})
    void anyOtherIdHasAUuidByName(String messageId) {
        UUID id = Delivery.of(messageId, SENT, CLOCK).messageId();

        assertThat(id.version()).isEqualTo(3);
        assertThat(id).isEqualTo(Delivery.of(messageId, SENT, CLOCK).messageId()).isNotEqualTo(Delivery.of(messageId + "x", SENT, CLOCK).messageId());
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.001Z, 1970-01-01",
        "2024-12-31T23:59:59.999Z, 2024-12-31",
        "2025-01-01T00:00:00Z, 2025-01-01",
        "5138-11-16T09:46:39.999Z, 5138-11-16",
    })
    void dateIsThatOfTheSendingInUtc(Instant sentAt, LocalDate date) {
        assertThat(Delivery.of(ID, sentAt, CLOCK)).isEqualTo(new Delivery(UUID.fromString(ID), sentAt, date));
    }

    @Test
    void messageWithoutItsTimeCountsAsOfTodayInUtc() {
        assertThat(Delivery.of(ID, Instant.EPOCH, CLOCK))
                .isEqualTo(new Delivery(UUID.fromString(ID), Instant.EPOCH, LocalDate.of(2025, 6, 1)));
    }

    @Test
    void deliveryAgainIsTheSameDelivery() {
        Clock later = Clock.fixed(Instant.parse("2025-06-09T00:00:00Z"), ZoneOffset.UTC);

        assertThat(Delivery.of(ID, SENT, later)).isEqualTo(Delivery.of(ID, SENT, CLOCK));
    }

    @Test
    void anyIdNamesOneMessageAndAnyTimeHasItsDate() {
        Seeded.rounds(2_000, random -> {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            Instant sent = Instant.ofEpochMilli(1 + random.nextLong(4_102_444_800_000L));
            Delivery delivery = Delivery.of(id.toString(), sent, CLOCK);

            assertThat(delivery.messageId()).isEqualTo(id);
            assertThat(Delivery.of(id.toString().toUpperCase(Locale.ROOT), sent, CLOCK)).isEqualTo(delivery);
            assertThat(Delivery.of(id + "x", sent, CLOCK).messageId()).isNotEqualTo(id);
            assertThat(delivery.date()).hasToString(sent.toString().substring(0, 10));
        });
    }
}
