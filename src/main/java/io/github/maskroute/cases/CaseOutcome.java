package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The actual outcome of a case's event.
 *
 * @param masked the masked event; empty if it was rejected before masking
 * @param rows the rows added to each table; empty if the event was rejected or not stored
 * @param rejected why the event was rejected; empty if it was not, as far as is known
 */
public record CaseOutcome(Optional<JsonNode> masked, Optional<Map<String, List<JsonNode>>> rows, Optional<Rejection> rejected) {

    public static CaseOutcome masked(JsonNode event) {
        return new CaseOutcome(Optional.of(event), Optional.empty(), Optional.empty());
    }

    public static CaseOutcome rejected(Rejection rejection) {
        return new CaseOutcome(Optional.empty(), Optional.empty(), Optional.of(rejection));
    }

    /** The outcome with the stored rows. */
    public CaseOutcome storedAs(Map<String, List<JsonNode>> added) {
        return new CaseOutcome(masked, Optional.of(added), Optional.empty());
    }
}
