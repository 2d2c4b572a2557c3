package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class StringAttributesOnlyTest {

    private final FakeSqs sqs = new FakeSqs();
    private final StringAttributesOnly client = new StringAttributesOnly(sqs);

    @Test
    void shouldKeepTextAttributesOnly() {
        Message odd = message("odd", Map.of("text", value("String", "300"), "number", value("Number.byte", "300"),
                "own", value("String.own", "x"), "bytes", MessageAttributeValue.builder().dataType("Binary")
                        .binaryValue(SdkBytes.fromUtf8String("x")).build()));
        Message plain = message("plain", Map.of("text", value("String", "y")));
        sqs.answers.add(() -> ReceiveMessageResponse.builder().messages(odd, plain).build());

        List<Message> received = client.receiveMessage(ReceiveMessageRequest.builder().build()).messages();
        assertThat(received).extracting(Message::body).containsExactly("odd", "plain");
        assertThat(received.get(0).messageAttributes()).isEqualTo(Map.of("text", value("String", "300")));
        assertThat(received.get(1)).isEqualTo(plain);
    }

    @Test
    void shouldNotCopyAResponseWithTextAttributesOnly() {
        ReceiveMessageResponse response = ReceiveMessageResponse.builder().messages(message("a", Map.of())).build();
        sqs.answers.add(() -> response);

        assertThat(client.receiveMessage(ReceiveMessageRequest.builder().build())).isSameAs(response);
    }

    private static Message message(String body, Map<String, MessageAttributeValue> attributes) {
        return Message.builder().body(body).messageAttributes(attributes).build();
    }

    private static MessageAttributeValue value(String type, String text) {
        return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
    }
}
