package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The data that an edit loses compared with the previous version, and whether the losses are confirmed.
 *
 * @param problems losses that are not confirmed
 * @param accepted losses that are confirmed
 * @param remarks what an operator should know about the edit once it is in force
 * @param complete false if the database was unavailable and the result is therefore incomplete
 */
record LossCheck(List<Problem> problems, List<String> accepted, List<String> remarks, boolean complete) {

    /** The name that confirms a loss which cannot be determined. */
    private static final String UNKNOWN = "unknown";

    private static final Path NO_FILE = Path.of("");

    /**
     * Compares versions.
     *
     * @param before the result of the previous version
     * @param after the result of the edited version, without a problem
     * @param changed the edited files
     */
    static LossCheck of(ValidationResult before, ValidationResult after, Collection<Path> changed, AcceptedLosses acceptance) {
        LossCheck check = new LossCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), before.complete());
        if (before.kept().isEmpty() && !before.problems().isEmpty()) {
            check.add("the loss cannot be determined: the previous version cannot be built (" + before.problems().get(0).cause() + ")",
                    List.of(UNKNOWN), acceptance, first(changed, file -> true));
        }
        before.problems().stream().filter(problem -> !before.kept().isEmpty()).forEach(problem -> check.remarks.add(
                "the previous version fails on its own sample: " + problem.cause()));
        for (DataLoss loss : DataLoss.between(before.kept(), after.kept(), after.routeIds())) {
            check.remarks.addAll(loss.remarks());
            if (!loss.names().isEmpty()) {
                check.add(loss.description(), loss.names(), acceptance, suspect(loss, changed));
            }
        }
        return check;
    }

    /** Adds the losses to the result of the edited version. */
    ValidationResult addedTo(ValidationResult result) {
        List<String> notes = Stream.of(result.notes(), accepted, remarks).flatMap(List::stream).toList();
        return new ValidationResult(problems, notes, result.complete() && complete, result.routeIds(), result.kept(), List.of());
    }

    private void add(String description, Collection<String> names, AcceptedLosses acceptance, Path file) {
        if (acceptance.covers(names)) {
            accepted.add(description + ", as " + AcceptedLosses.FILE + " confirms");
        } else {
            problems.add(new Problem(file, 0, description + "; " + acceptance.remedy(names)));
        }
    }

    /** Of the changed files that can cause such a loss, the one of the route's own event type; otherwise the first. */
    private static Path suspect(DataLoss loss, Collection<Path> changed) {
        if (loss.gone()) {
            return changed.stream().filter(file -> RouteFolder.isRouteOf(loss.route(), file)).findFirst().orElse(NO_FILE);
        }
        boolean ofFields = !loss.unmasked().isEmpty() || !loss.dropped().isEmpty();
        List<Path> suspects = changed.stream().filter(
                file -> ofFields ? RouteFolder.isRoute(file) || RouteFolder.isSchema(file) : RouteFolder.isStatement(file)).toList();
        return first(suspects.isEmpty() ? changed : suspects,
                file -> RouteFolder.isRouteOf(loss.route(), file) || RouteFolder.isBeside(loss.schema(), file));
    }

    /** The first file of this kind; otherwise the first. */
    private static Path first(Collection<Path> changed, Predicate<Path> kind) {
        return Stream.concat(changed.stream().filter(kind), changed.stream()).findFirst().orElse(NO_FILE);
    }
}
