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
 * Checks all forget.yaml files in the routes' folder without a database, so that errors show before the first request for erasure.
 *
 * @param problems files that cannot be used
 * @param notes fields that rules name and that are not masked with tokens
 */
public record ForgetFiles(List<Problem> problems, List<String> notes) {

    /** @param settings of the folder, in which each schema must be valid by itself */
    public static ForgetFiles check(Settings settings) {
        ForgetFiles files = new ForgetFiles(new ArrayList<>(), new ArrayList<>());
        Path folder = settings.routes().folder();
        try {
            EventTypes.in(folder, settings.mask().scheme()).all().forEach(files::check);
        } catch (InvalidSchemaException e) {
            // Each schema is valid, but two have the same type.
            files.problems().add(new Problem(folder, 0, String.valueOf(e.getMessage())));
        }
        return files;
    }

    private void check(EventType type) {
        Path file = ForgetField.file(type);
        SortedSet<String> masked = ForgetField.paths(type);
        try {
            ForgetRules.read(file).fields().stream().filter(field -> !masked.contains(field)).forEach(field -> notes.add(
                    file + " names " + field + ", which is not masked with tokens; the fields that are: " + String.join(", ", masked)));
        } catch (MalformedRulesException e) {
            problems.add(new Problem(file, 0, String.valueOf(e.getMessage())));
        }
    }
}
