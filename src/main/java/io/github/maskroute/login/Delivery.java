package io.github.maskroute.login;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The message that brought a record first, as far as its row depends on it.
 *
 * @param messageId names the message in the ledger; an SQS id as it is, any other text as its name-based UUID
 * @param sentAt when the queue accepted it, in UTC, unchanged by redelivery and redrive; 1970-01-01 where the queue does not say
 * @param date the row's {@code create_date}, in UTC
 */
public record Delivery(UUID messageId, Instant sentAt, LocalDate date) {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /**
     * The delivery of a message.
     *
     * @param messageId SQS's MessageId
     * @param sentAt when the queue accepted it; 1970-01-01 where the queue does not say
     * @param clock gives today's date where the queue does not say
     */
    public static Delivery of(String messageId, Instant sentAt, Clock clock) {
        UUID id = UUID_TEXT.matcher(messageId).matches()
                ? UUID.fromString(messageId)
                : UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
        Instant day = sentAt.equals(Instant.EPOCH) ? clock.instant() : sentAt;
        return new Delivery(id, sentAt, LocalDate.ofInstant(day, ZoneOffset.UTC));
    }
}
