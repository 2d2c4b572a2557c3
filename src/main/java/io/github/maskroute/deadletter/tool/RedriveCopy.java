package io.github.maskroute.deadletter.tool;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the source queue gets for a letter.
 *
 * @param body the event as it came
 * @param originId the message id that a stamp names; empty for a copy that shall count as a new message
 * @param stamp the origin's attribute; empty likewise
 */
record RedriveCopy(Letter letter, String body, Optional<String> originId, Optional<String> stamp) {

    /** As SQS counts them: the body, and name, type and value of the attribute. */
    int bytes() {
        return body.getBytes(StandardCharsets.UTF_8).length
                + stamp.map(text -> text.length() + SourceQueue.STAMP.length() + SourceQueue.TEXT.length()).orElse(0);
    }

    @Override
    public String toString() {
        return "Copy[" + letter + "]";
    }
}
