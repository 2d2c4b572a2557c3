package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an edit loses against the version before it, and whether somebody has confirmed that.
 *
 * @param problems losses that nobody has confirmed
 * @param accepted losses that are confirmed
 * @param remarks what an operator should know of the edit if it is taken
 * @param complete false if the database was away, so that not all is known
 */
record LossCheck(List<Problem> problems, List<String> accepted, List<String> remarks, boolean complete) {

    /** Stands for what is lost where that cannot be known. */
    private static final String UNKNOWN = "unknown";

    private static final Path NO_FILE = Path.of("");

    /**
     * Compares versions.
     *
     * @param before the trial of the version before
     * @param after the trial of the edited version, without a problem
     * @param changed the edited files
     */
    static LossCheck of(ValidationResult before, ValidationResult after, Collection<Path> changed, AcceptedLosses acceptance) {
        LossCheck check = new LossCheck(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), before.complete());
        if (before.kept().isEmpty() && !before.problems().isEmpty()) {
            check.judge("what is lost cannot be known: the version before cannot be built anew (" + before.problems().get(0).cause() + ")",
                    List.of(UNKNOWN), acceptance, first(changed, file -> true));
        }
        before.problems().stream().filter(problem -> !before.kept().isEmpty()).forEach(problem -> check.remarks.add(
                "the version before fails on its own sample: " + problem.cause()));
        for (DataLoss loss : DataLoss.between(before.kept(), after.kept(), after.routeIds())) {
            check.remarks.addAll(loss.remarks());
            if (!loss.names().isEmpty()) {
                check.judge(loss.words(), loss.names(), acceptance, blamed(loss, changed));
            }
        }
        return check;
    }

    /** The findings of the edited version with these. */
    ValidationResult added(ValidationResult found) {
        List<String> notes = Stream.of(found.notes(), accepted, remarks).flatMap(List::stream).toList();
        return new ValidationResult(problems, notes, found.complete() && complete, found.routeIds(), found.kept());
    }

    private void judge(String words, Collection<String> names, AcceptedLosses acceptance, Path file) {
        if (acceptance.covers(names)) {
            accepted.add(words + ", as " + AcceptedLosses.FILE + " confirms");
        } else {
            problems.add(new Problem(file, 0, words + "; " + acceptance.remedy(names)));
        }
    }

    /** Of the files that may be to blame that of the route's own type; else the first. */
    private static Path blamed(DataLoss loss, Collection<Path> changed) {
        if (loss.gone()) {
            return changed.stream().filter(file -> RouteFolder.isRouteOf(loss.route(), file)).findFirst().orElse(NO_FILE);
        }
        boolean ofFields = !loss.unmasked().isEmpty() || !loss.dropped().isEmpty();
        List<Path> suspects = changed.stream().filter(
                file -> ofFields ? RouteFolder.isRoute(file) || RouteFolder.isSchema(file) : RouteFolder.isStatement(file)).toList();
        return first(suspects.isEmpty() ? changed : suspects,
                file -> RouteFolder.isRouteOf(loss.route(), file) || RouteFolder.isBeside(loss.schema(), file));
    }

    /** The first of this kind; else the first. */
    private static Path first(Collection<Path> changed, Predicate<Path> kind) {
        return Stream.concat(changed.stream().filter(kind), changed.stream()).findFirst().orElse(NO_FILE);
    }
}
