package io.github.maskroute.sqs;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Removes message attributes whose type is not {@code String} from received messages.
 *
 * <p>Camel converts numbers by their type before any filter. A number that does not fit ({@code Number.byte} 300) fails a poll with all its
 * messages every time, and any sender can send one. Safe for use by several threads.
 */
public class StringAttributesOnly extends DelegatingSqsClient {

    private static final String TEXT = "String";

    public StringAttributesOnly(SqsClient client) {
        super(client);
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        ReceiveMessageResponse response = super.receiveMessage(request);
        return response.messages().stream().allMatch(StringAttributesOnly::isTextOnly) ? response
                : response.toBuilder().messages(response.messages().stream().map(StringAttributesOnly::withTextOnly).toList()).build();
    }

    private static boolean isTextOnly(Message message) {
        return message.messageAttributes().values().stream().allMatch(StringAttributesOnly::isText);
    }

    private static Message withTextOnly(Message message) {
        return message.toBuilder().messageAttributes(message.messageAttributes().entrySet().stream()
                .filter(entry -> isText(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))).build();
    }

    private static boolean isText(MessageAttributeValue value) {
        return TEXT.equals(value.dataType());
    }
}
