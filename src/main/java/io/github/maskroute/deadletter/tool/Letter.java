package io.github.maskroute.deadletter.tool;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A dead letter as it was received. Immutable.
 *
 * <p>Whoever may send to the queue may have written the attributes: they are worth no trust, nor is the body.
 *
 * @param id SQS's message id of the letter itself
 * @param sentAt when the queue took it; for one that SQS moved from a standard queue, when that queue did
 * @param receives how often it was received, this time included
 * @param groupId its message group, in a FIFO queue
 * @param movedFrom name of the queue that SQS itself moved it from, where it says so
 * @param attributes the texts among its message attributes
 * @param body as it is in the queue: the event with its personal data, or sealed
 * @param receipt to delete it by
 */
public record Letter(String id, Instant sentAt, int receives, Optional<String> groupId, Optional<String> movedFrom,
        Map<String, String> attributes, String body, String receipt) {

    /** The reason of letters that name none: SQS itself moved them, as its redrive policy says. */
    public static final String MOVED_BY_SQS = "moved-by-sqs";

    public Letter {
        attributes = Map.copyOf(attributes);
    }

    static Letter of(Message message) {
        Map<String, String> texts = new TreeMap<>();
        message.messageAttributes().forEach((name, value) -> text(value).ifPresent(text -> texts.put(name, text)));
        return new Letter(message.messageId(),
                Instant.ofEpochMilli(number(message, MessageSystemAttributeName.SENT_TIMESTAMP)),
                (int) number(message, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT),
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)),
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN))
                        .map(arn -> arn.substring(arn.lastIndexOf(':') + 1)),
                texts, message.body(), message.receiptHandle());
    }

    /** Why it is one. */
    public String reason() {
        return attribute("reason").orElse(MOVED_BY_SQS);
    }

    /** An attribute of the drain's, by its name without {@code maskroute-}. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get("maskroute-" + name));
    }

    /** Whether this id is the letter's own, or the one of the message that it was. */
    public boolean isNamed(String wanted) {
        return id.equals(wanted) || attribute("message-id").filter(wanted::equals).isPresent();
    }

    /** Without attributes and body, which may be personal. */
    @Override
    public String toString() {
        return "Letter[" + id + "]";
    }

    private static Optional<String> text(MessageAttributeValue value) {
        return Optional.ofNullable(value.stringValue());
    }

    private static long number(Message message, MessageSystemAttributeName name) {
        return Long.parseLong(message.attributes().getOrDefault(name, "0"));
    }
}
