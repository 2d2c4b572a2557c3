package io.github.maskroute.doctor;

import io.github.maskroute.camel.reload.Problem;
import io.github.maskroute.camel.reload.ValidationResult;
import java.io.IOException;
import java.util.List;

/** Checks that the routes can be built, and that they process a sample from the queue to the table. */
public final class RouteChecks {

    static final String ROUTES = "routes";

    /** Validates the routes without starting a drain. */
    @FunctionalInterface
    public interface Validator {

        /** @param offline skips the statements; otherwise the rows that they store are rolled back */
        ValidationResult validate(boolean offline) throws IOException;
    }

    private final Validator validator;

    public RouteChecks(Validator validator) {
        this.validator = validator;
    }

    public List<Check> all() {
        return List.of(
                new Check(ROUTES, KeyChecks.OPEN, this::routes),
                new Check("dry message", List.of(ROUTES, DatabaseChecks.WRITABLE, DatabaseChecks.POOLER, SchemaChecks.PRIVILEGES),
                        this::dryMessage));
    }

    private Finding routes() throws IOException {
        ValidationResult result = validator.validate(true);
        return result.problems().isEmpty()
                ? Finding.ok("can be built: " + String.join(", ", result.routeIds().stream().sorted().toList()))
                : broken(result.problems());
    }

    private Finding dryMessage() throws IOException {
        ValidationResult result = validator.validate(false);
        if (!result.problems().isEmpty()) {
            return broken(result.problems());
        }
        if (!result.complete()) {
            return Finding.fail(
                    "the database did not complete the routes' statements in time", "try again; check for locks and load on its tables");
        }
        return result.notes().isEmpty() ? Finding.ok("a sample was masked and stored exactly once, then rolled back")
                : Finding.warn(result.notes().get(0), "add a sample to each schema to check all steps");
    }

    private static Finding broken(List<Problem> problems) {
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return Finding.fail(problems.get(0) + more, "correct the file, or the table that it names");
    }
}
