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

/** Which files of routes are tried, and where. */
final class TrialOptions {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--routes", paramLabel = "FOLDER", description = "The folder with the files. Default: maskroute.routes.")
    private @Nullable Path folder;

    @Option(names = "--offline", description = "Ask no database: statements are not prepared, and nothing is stored.")
    private boolean offline;

    Settings settings() {
        return folder == null ? settings.load() : settings.load().withRoutes(folder);
    }

    /** Whether a database is to be left out. */
    boolean offline() {
        return offline;
    }

    /**
     * Tries the files.
     *
     * @param offline whether no database is asked
     * @throws CommandException if the database is away
     */
    static ValidationResult tried(Settings settings, Optional<Path> against, boolean offline) throws Exception {
        ValidationResult findings = new Waiting("trying the routes").during(
                () -> offline ? RouteCheck.offline(settings, against) : RouteCheck.online(settings, against));
        if (!findings.complete() && findings.problems().isEmpty()) {
            throw new CommandException(ExitCode.DATABASE_AWAY,
                    "the database cannot be reached; check maskroute.db.url, or leave it out with --offline");
        }
        return findings;
    }

    /** Prints each problem as {@code file:line: cause}. */
    static void printProblems(List<Problem> problems, Lines lines) {
        problems.forEach(problem -> lines.print(problem.toString(), Map.of(
                "file", problem.file().toString(), "line", problem.line(), "problem", problem.cause())));
    }
}
