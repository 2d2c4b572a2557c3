package io.github.maskroute.camel.reload;

import io.github.maskroute.cases.Verdict;
import java.util.List;
import java.util.Set;

/**
 * What a trial of the routes' folder found.
 *
 * @param problems why the files must not be taken; none if they may
 * @param notes what was not tried, and why
 * @param complete false if the database was away, so that not all is known
 * @param routeIds the routes that the files make, where there is no problem
 * @param kept what each route that masks keeps of its events, as far as it could be built
 * @param verdicts what each case came to; none if there was a problem before
 */
public record ValidationResult(List<Problem> problems, List<String> notes, boolean complete, Set<String> routeIds, List<RetainedFields> kept,
        List<Verdict> verdicts) {

    ValidationResult(List<Problem> problems, List<String> notes, boolean complete, Set<String> routeIds, List<RetainedFields> kept) {
        this(problems, notes, complete, routeIds, kept, List.of());
    }
}
