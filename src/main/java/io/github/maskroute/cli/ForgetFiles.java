package io.github.maskroute.cli;

import io.github.maskroute.Settings;
import io.github.maskroute.camel.Problem;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.forget.ForgetRules;
import io.github.maskroute.forget.MalformedRulesException;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** The rules of forgetting in the routes' folder, as far as they can be checked without a database: a request is a bad time to learn. */
final class ForgetFiles {

    private ForgetFiles() {}

    /** What is wrong with them; the schemas of the folder must be good. */
    static List<Problem> problems(Settings settings) {
        return EventTypes.in(Path.of(settings.get("maskroute.routes")), Scheme.named(settings.get("maskroute.mask.scheme"))).all().stream()
                .flatMap(ForgetFiles::problems).toList();
    }

    private static Stream<Problem> problems(EventType type) {
        Path file = ForgetField.file(type);
        SortedSet<String> masked = ForgetField.paths(type);
        try {
            return ForgetRules.read(file).fields().stream().filter(field -> !masked.contains(field)).map(field -> new Problem(file, 0,
                    field + " is no field of the type " + type.name() + " that becomes tokens; those are " + String.join(", ", masked)));
        } catch (MalformedRulesException e) {
            return Stream.of(new Problem(file, 0, String.valueOf(e.getMessage())));
        }
    }
}
