package io.github.maskroute.cli;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.camel.reload.Problem;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.Waiting;
import io.github.maskroute.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options and the run of a check of the routes' files. */
final class RouteCheckOptions {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--routes", paramLabel = "FOLDER", description = "The folder of the routes. Default: maskroute.routes.")
    private @Nullable Path folder;

    @Option(names = "--offline", description = "Skip the database: statements are not prepared, and nothing is stored.")
    private boolean offline;

    Settings settings() {
        return folder == null ? settings.load() : settings.load().withRoutes(folder);
    }

    /** Whether to skip the database. */
    boolean offline() {
        return offline;
    }

    /**
     * Checks the files.
     *
     * @param previous the folder of the version to compare with
     * @throws CommandException if the database cannot be reached
     */
    static ValidationResult check(Settings settings, Optional<Path> previous, boolean offline) throws Exception {
        ValidationResult result = new Waiting("checking the routes").during(
                () -> offline ? RouteCheck.offline(settings, previous) : RouteCheck.online(settings, previous));
        if (!result.complete() && result.problems().isEmpty()) {
            throw new CommandException(ExitCode.DATABASE_AWAY,
                    "the database cannot be reached; check maskroute.db.url, or skip the database with --offline");
        }
        return result;
    }

    /** Prints each problem as {@code file:line: cause}. */
    static void printProblems(List<Problem> problems, Lines lines) {
        problems.forEach(problem -> lines.print(problem.toString(), Map.of(
                "file", problem.file().toString(), "line", problem.line(), "problem", problem.cause())));
    }
}
