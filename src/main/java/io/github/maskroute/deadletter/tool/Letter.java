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
 * <p>Anyone who can send to the queue may have written the attributes and the body: they are not trusted.
 *
 * @param id SQS's message id of the letter itself
 * @param sentAt when the queue accepted it; if SQS moved it from a standard queue, when that queue accepted it
 * @param receives how often it was received, including this time
 * @param groupId its message group, in a FIFO queue
 * @param movedFrom name of the queue that SQS itself moved it from, if SQS gives it
 * @param attributes its message attributes of type text
 * @param body as it is in the queue: the event with its personal data, or sealed
 * @param receipt the receipt handle
 */
public record Letter(String id, Instant sentAt, int receives, Optional<String> groupId, Optional<String> movedFrom,
        Map<String, String> attributes, String body, String receipt) {

    /** The reason of letters without one: SQS itself moved them by its redrive policy. */
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

    /** Why it is a dead letter. */
    public String reason() {
        return attribute("reason").orElse(MOVED_BY_SQS);
    }

    /** An attribute that the drain wrote, by its name without {@code maskroute-}. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get("maskroute-" + name));
    }

    /** Whether this is the id of the letter or of its original message. */
    public boolean isNamed(String wanted) {
        return id.equals(wanted) || attribute("message-id").filter(wanted::equals).isPresent();
    }

    /** Without attributes and body, which may be personal data. */
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
