package io.github.maskroute.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message that delivered a record first. The ledger identifies the record by it, however often it is sent again.
 *
 * @param messageId SQS's MessageId of that message
 * @param sentAt when the queue accepted it, to the millisecond; 1970-01-01 if the queue gives no time
 */
public record Origin(String messageId, Instant sentAt) {

    /** For the difference between two clocks, and for the time that a row waits for the database. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,14}");

    /**
     * The origin of a message that was not sent again.
     *
     * @param sentTimestamp SQS's SentTimestamp, epoch milliseconds; null if the queue gives none
     */
    public static Origin of(String messageId, @Nullable String sentTimestamp) {
        return new Origin(messageId, sentTimestamp == null || !EPOCH_MILLIS.matcher(sentTimestamp).matches()
                ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sentTimestamp)));
    }

    /** The message's id in the ledger: an SQS id unchanged, any other text as its name-based UUID. */
    public UUID uuid() {
        return UUID_TEXT.matcher(messageId).matches()
                ? UUID.fromString(messageId)
                : UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether the ledger may have pruned this record. It prunes entries older than its retention; this method adds a margin of an hour. A
     * record without a time is never pruned.
     *
     * @param retention {@code maskroute.ledger.retention}
     */
    public boolean isForgottenAfter(Duration retention, Instant now) {
        return !sentAt.equals(Instant.EPOCH) && sentAt.isBefore(now.minus(retention).plus(MARGIN));
    }
}
