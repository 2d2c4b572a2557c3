package io.github.maskroute.cli.forget;

import io.github.maskroute.camel.reload.Problem;
import io.github.maskroute.config.Settings;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.forget.ForgetRules;
import io.github.maskroute.forget.MalformedRulesException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What is to be said of the rules of forgetting in the routes' folder, without a database: a request is a bad time to learn it.
 *
 * @param problems files that cannot be used
 * @param notes fields that they name in vain
 */
public record ForgetFiles(List<Problem> problems, List<String> notes) {

    /** @param settings with the folder, whose schemas must be good each by itself */
    public static ForgetFiles check(Settings settings) {
        ForgetFiles files = new ForgetFiles(new ArrayList<>(), new ArrayList<>());
        Path folder = settings.routes().folder();
        try {
            EventTypes.in(folder, settings.mask().scheme()).all().forEach(files::check);
        } catch (InvalidSchemaException e) {
            // Each by itself is good, and two are of one type.
            files.problems().add(new Problem(folder, 0, String.valueOf(e.getMessage())));
        }
        return files;
    }

    private void check(EventType type) {
        Path file = ForgetField.file(type);
        SortedSet<String> masked = ForgetField.paths(type);
        try {
            ForgetRules.read(file).fields().stream().filter(field -> !masked.contains(field)).forEach(field -> notes.add(
                    file + " names " + field + ", which does not become tokens; those that do are " + String.join(", ", masked)));
        } catch (MalformedRulesException e) {
            problems.add(new Problem(file, 0, String.valueOf(e.getMessage())));
        }
    }
}
