package io.github.maskroute.doctor;

import io.github.maskroute.camel.reload.Problem;
import io.github.maskroute.camel.reload.ValidationResult;
import java.io.IOException;
import java.util.List;

/** Whether the routes can be built, and take a message from the queue to the table. */
public final class RouteChecks {

    static final String ROUTES = "routes";

    /** Tries the routes where nothing runs. */
    @FunctionalInterface
    public interface Trial {

        /** @param offline leaves the statements out; otherwise what they store is rolled back */
        ValidationResult check(boolean offline) throws IOException;
    }

    private final Trial trial;

    public RouteChecks(Trial trial) {
        this.trial = trial;
    }

    public List<Check> all() {
        return List.of(
                new Check(ROUTES, KeyChecks.OPEN, this::routes),
                new Check("dry message", List.of(ROUTES, DatabaseChecks.WRITABLE, DatabaseChecks.POOLER, SchemaChecks.PRIVILEGES),
                        this::dryMessage));
    }

    private Finding routes() throws IOException {
        ValidationResult found = trial.check(true);
        return found.problems().isEmpty()
                ? Finding.ok("can be built: " + String.join(", ", found.routeIds().stream().sorted().toList())) : broken(found.problems());
    }

    private Finding dryMessage() throws IOException {
        ValidationResult found = trial.check(false);
        if (!found.problems().isEmpty()) {
            return broken(found.problems());
        }
        if (!found.complete()) {
            return Finding.fail(
                    "the database did not answer the routes' statements in time", "try again; see what locks or slows its tables");
        }
        return found.notes().isEmpty() ? Finding.ok("a sample was masked and stored once, and not again; rolled back")
                : Finding.warn(found.notes().get(0), "give each schema a sample to have the whole way tried");
    }

    private static Finding broken(List<Problem> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return Finding.fail(problems.get(0) + more, "mend the file, or the table that it names");
    }
}
