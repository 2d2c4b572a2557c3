package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test case: an event or a message body, and the expected outcome.
 *
 * @param file that contains the case
 * @param line in the file, from 1
 * @param name describes what the case shows
 * @param text JSON of the event, or the body as received
 * @param enveloped whether the text is a whole body, and not only the event in it
 * @param sentAt when SQS accepted the message; the current time if empty
 */
public record Case(Path file, int line, String name, String text, boolean enveloped, Optional<Instant> sentAt, Expected expected) {

    /**
     * The expected outcome of an event. Empty parts are not checked.
     *
     * @param masked the whole masked event
     * @param rows the rows of each table: each must be stored with these columns, and no other row in any table
     * @param rejected why the event is rejected
     */
    public record Expected(Optional<JsonNode> masked, Optional<Map<String, List<JsonNode>>> rows, Optional<Rejected> rejected) {

        /** Whether the outcome can be checked only in a database. */
        public boolean needsDatabase() {
            return rows.isPresent() || rejected.filter(rejection -> rejection.reason() == Reason.CONSTRAINT).isPresent();
        }
    }

    /** @param detail expected beginning of the rejection's detail */
    public record Rejected(Reason reason, String detail) {}
}
