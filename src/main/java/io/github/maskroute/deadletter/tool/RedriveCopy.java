package io.github.maskroute.deadletter.tool;

import io.github.maskroute.deadletter.OriginStamp;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The copy of a letter for its source queue.
 *
 * @param body the event as it was received
 * @param originId the message id in the stamp; empty for a copy that counts as a new message
 * @param stamp the attribute with the origin; empty likewise
 */
record RedriveCopy(Letter letter, String body, Optional<String> originId, Optional<String> stamp) {

    private static final String TEXT = "String";

    /** The size by SQS's rule: the body, and name, type and value of the attribute. */
    int bytes() {
        return body.getBytes(StandardCharsets.UTF_8).length
                + stamp.map(text -> text.length() + OriginStamp.ATTRIBUTE.length() + TEXT.length()).orElse(0);
    }

    Map<String, MessageAttributeValue> attributes() {
        return stamp.map(text -> Map.of(OriginStamp.ATTRIBUTE, MessageAttributeValue.builder().dataType(TEXT).stringValue(text).build()))
                .orElseGet(Map::of);
    }

    @Override
    public String toString() {
        return "RedriveCopy[" + letter + "]";
    }
}
