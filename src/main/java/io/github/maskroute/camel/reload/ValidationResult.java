package io.github.maskroute.camel.reload;

import io.github.maskroute.cases.Verdict;
import java.util.List;
import java.util.Set;

/**
 * The result of validating a routes folder.
 *
 * @param problems why the files are invalid; empty if they are valid
 * @param notes what was not validated, and why
 * @param complete false if the database was unavailable and the result is therefore incomplete
 * @param routeIds the routes that the files define; known if there is no problem
 * @param kept what each masking route stores of its events, as far as it could be built
 * @param verdicts the verdict on each case; empty if there was a problem before
 */
public record ValidationResult(List<Problem> problems, List<String> notes, boolean complete, Set<String> routeIds,
        List<RetainedFields> kept, List<Verdict> verdicts) {

    /** The result of files that could not be built. */
    static ValidationResult invalid(List<Problem> problems, boolean complete) {
        return new ValidationResult(problems, List.of(), complete, Set.of(), List.of(), List.of());
    }
}
