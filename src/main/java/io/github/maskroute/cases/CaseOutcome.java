package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a case's event.
 *
 * @param masked the event with its masks; empty if it is rejected before
 * @param rows table to the rows that were added; empty if it is rejected, or was not stored
 * @param rejected why it is not stored; empty if it is, or would be as far as is known
 */
public record CaseOutcome(Optional<JsonNode> masked, Optional<Map<String, List<JsonNode>>> rows, Optional<Rejection> rejected) {

    public static CaseOutcome masked(JsonNode event) {
        return new CaseOutcome(Optional.of(event), Optional.empty(), Optional.empty());
    }

    public static CaseOutcome rejected(Rejection rejection) {
        return new CaseOutcome(Optional.empty(), Optional.empty(), Optional.of(rejection));
    }

    /** The same, with what was stored. */
    public CaseOutcome storedAs(Map<String, List<JsonNode>> added) {
        return new CaseOutcome(masked, Optional.of(added), Optional.empty());
    }
}
