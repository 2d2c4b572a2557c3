package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class LetterTest {

    private static final Message MESSAGE = Message.builder().messageId("id").body("secret").receiptHandle("receipt")
            .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1000",
                    MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2",
                    MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, "arn:aws:sqs:eu-central-1:1:logins"))
            .messageAttributes(Map.of("maskroute-reason", MessageAttributeValue.builder().dataType("String").stringValue("schema").build(),
                    "maskroute-message-id", MessageAttributeValue.builder().dataType("String").stringValue("original").build(),
                    "bytes", MessageAttributeValue.builder().dataType("Binary").binaryValue(SdkBytes.fromUtf8String("x")).build()))
            .build();

    @Test
    void shouldReadAMessage() {
        assertThat(Letter.of(MESSAGE)).isEqualTo(new Letter("id", Instant.ofEpochSecond(1), 2, Optional.empty(), Optional.of("logins"),
                Map.of("maskroute-reason", "schema", "maskroute-message-id", "original"), "secret", "receipt"));
    }

    @Test
    void shouldKnowReasonAndIds() {
        Letter letter = Letter.of(MESSAGE);

        assertThat(letter.reason()).isEqualTo("schema");
        assertThat(letter.isNamed("id")).isTrue();
        assertThat(letter.isNamed("original")).isTrue();
        assertThat(letter.isNamed("another")).isFalse();
        assertThat(Letter.of(Message.builder().messageId("id").body("").receiptHandle("").build()).reason()).isEqualTo("moved-by-sqs");
    }

    @Test
    void shouldNotPrintItsBody() {
        assertThat(Letter.of(MESSAGE)).hasToString("Letter[id]");
    }

    @Test
    void shouldBeFilteredByReasonAndAge() {
        Letter letter = Letter.of(MESSAGE);

        assertThat(LetterFilter.of(Set.of(), Optional.empty(), 1).letters()).accepts(letter);
        assertThat(LetterFilter.of(Set.of("schema"), Optional.of(Instant.ofEpochSecond(1)), 1).letters()).accepts(letter);
        assertThat(LetterFilter.of(Set.of("json"), Optional.empty(), 1).letters()).rejects(letter);
        assertThat(LetterFilter.of(Set.of(), Optional.of(Instant.ofEpochSecond(2)), 1).letters()).rejects(letter);
    }
}
