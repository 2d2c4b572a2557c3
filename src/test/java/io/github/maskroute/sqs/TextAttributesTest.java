package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

@SuppressWarnings("removal")
class TextAttributesTest {

    @Test
    void shouldWorkAsABeanUnderItsOldName() throws Exception {
        FakeSqs sqs = new FakeSqs();
        sqs.answers.add(() -> ReceiveMessageResponse.builder().messages(Message.builder().messageAttributes(
                Map.of("text", value("String"), "number", value("Number.byte"))).build()).build());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("maskroute-sqs-client", new TextAttributes(sqs));
            SqsClient client = context.getRegistry().lookupByNameAndType("maskroute-sqs-client", SqsClient.class);

            assertThat(client.receiveMessage(request -> request.queueUrl("q")).messages().get(0).messageAttributes())
                    .isEqualTo(Map.of("text", value("String")));
        }
    }

    private static MessageAttributeValue value(String type) {
        return MessageAttributeValue.builder().dataType(type).stringValue("300").build();
    }
}
