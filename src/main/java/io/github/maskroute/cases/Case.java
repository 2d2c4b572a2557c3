package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event, or what else may come from the queue, and what must become of it.
 *
 * @param file where it stands
 * @param line there, from 1
 * @param name what it shows
 * @param text JSON of the event, or the body as it comes
 * @param enveloped whether the text is a whole body, and not only the event in it
 * @param sentAt when the queue took it; now, if empty
 */
public record Case(Path file, int line, String name, String text, boolean enveloped, Optional<Instant> sentAt, Expected expected) {

    /**
     * What must become of an event. Parts that are empty may be as they are.
     *
     * @param masked the whole event with its masks
     * @param rows table to rows; each must be there with these columns, and no other row in any table
     * @param rejected why it is not stored
     */
    public record Expected(Optional<JsonNode> masked, Optional<Map<String, List<JsonNode>>> rows, Optional<Rejected> rejected) {

        /** Whether nothing but a database can say whether it is so. */
        public boolean needsDatabase() {
            return rows.isPresent() || rejected.filter(why -> why.reason() == Reason.CONSTRAINT).isPresent();
        }
    }

    /** @param detail what the detail begins with */
    public record Rejected(Reason reason, String detail) {}
}
