package io.github.maskroute.sqs;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The numbers of messages in a queue. SQS gives approximate values; each is empty where SQS gives none.
 *
 * @param visible messages that can be received now
 * @param inFlight messages that were received and not deleted
 * @param delayed messages that become visible later
 */
public record QueueCounts(OptionalInt visible, OptionalInt inFlight, OptionalInt delayed) {

    static final QueueCounts UNKNOWN = ofAttributes(Map.of());

    /**
     * Requests the numbers.
     *
     * @throws SdkException if SQS is away or refuses
     */
    public static QueueCounts of(SqsClient client, String queueUrl) {
        return ofAttributes(client.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)).attributes());
    }

    /** Takes the numbers from attributes that were requested before. */
    public static QueueCounts ofAttributes(Map<QueueAttributeName, String> attributes) {
        return new QueueCounts(number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                number(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    /** All messages in the queue, as far as known. */
    public int total() {
        return Stream.of(visible, inFlight, delayed).mapToInt(count -> count.orElse(0)).sum();
    }

    private static OptionalInt number(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        String number = attributes.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
    }
}
