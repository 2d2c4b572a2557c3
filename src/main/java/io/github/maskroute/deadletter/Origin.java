package io.github.maskroute.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows a record by, however often it is sent again: the message that brought it first.
 *
 * @param messageId SQS's MessageId of that message
 * @param sentAt when the queue accepted it, to the millisecond; 1970-01-01 where the queue did not say
 */
public record Origin(String messageId, Instant sentAt) {

    /** The database prunes by its own clock, and a row may wait for the database before it is written. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,14}");

    /**
     * The origin of a message that was not sent again.
     *
     * @param sentTimestamp SQS's SentTimestamp, epoch milliseconds; null where the queue keeps none
     */
    public static Origin of(String messageId, @Nullable String sentTimestamp) {
        return new Origin(messageId, sentTimestamp == null || !EPOCH_MILLIS.matcher(sentTimestamp).matches()
                ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sentTimestamp)));
    }

    /** What the ledger calls the message: an SQS id as it is, any other text its name-based UUID. */
    public UUID uuid() {
        return UUID_TEXT.matcher(messageId).matches()
                ? UUID.fromString(messageId)
                : UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a ledger may no longer know this record: it forgets what is older than its retention, and an hour is kept
     * clear of that. A record without a time is never forgotten.
     *
     * @param retention {@code maskroute.ledger.retention}
     */
    public boolean isForgottenAfter(Duration retention, Instant now) {
        return !sentAt.equals(Instant.EPOCH) && sentAt.isBefore(now.minus(retention).plus(MARGIN));
    }
}
