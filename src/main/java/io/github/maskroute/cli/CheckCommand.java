package io.github.maskroute.cli;

import io.github.maskroute.RouteCheck;
import io.github.maskroute.Settings;
import io.github.maskroute.camel.Findings;
import io.github.maskroute.camel.Kept;
import io.github.maskroute.camel.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The files of the routes' folder, checked as a running drain checks edits. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY, ExitCode.DATABASE_AWAY,
    ExitCode.ROUTES_REFUSED})
@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Checks route files, schemas, samples and statements as a running drain checks edits: one line for each problem, file:line: cause.",
    "What an edit would lose shows with --against alone: a folder at rest has no version in force to compare with.",
    "Statements are prepared on the database, and samples stored in it and rolled back. Needs neither queue nor credentials.",
    "Lists what is masked and what is stored as it comes. With --against, what the files lose against another version is a problem",
    "unless accept-loss.txt in their folder names it."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--routes", paramLabel = "FOLDER", description = "The folder with the files. Default: maskroute.routes.")
    private @Nullable Path folder;

    @Option(names = "--against", paramLabel = "FOLDER", description = "The routes' folder of the version that these files are to replace.")
    private @Nullable Path before;

    @Option(names = "--offline", description = "Ask no database: statements are not prepared, and samples only masked.")
    private boolean offline;

    @Override
    public Integer call() throws Exception {
        Settings loaded = folder == null ? settings.load() : settings.load().withRoutes(folder);
        if (!offline && loaded.find("maskroute.db.url").isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS,
                    "setting maskroute.db.url is missing; set it, or leave the database out with --offline");
        }
        Optional<Path> against = Optional.ofNullable(before);
        Findings findings = new Waiting("checking the routes").during(
                () -> offline ? RouteCheck.offline(loaded, against) : RouteCheck.online(loaded, against));
        ForgetFiles forget = findings.problems().isEmpty() ? ForgetFiles.check(loaded) : new ForgetFiles(List.of(), List.of());
        List<Problem> problems = Stream.of(findings.problems(), forget.problems()).flatMap(List::stream).toList();
        problems.forEach(problem -> lines.print(problem.toString(), Map.of(
                "file", problem.file().toString(), "line", problem.line(), "problem", problem.cause())));
        if (!problems.isEmpty()) {
            return ExitCode.ROUTES_REFUSED.code();
        }
        if (!findings.complete()) {
            throw new CommandException(ExitCode.DATABASE_AWAY,
                    "the database cannot be reached; check maskroute.db.url, or leave it out with --offline");
        }
        Stream.of(findings.notes(), forget.notes()).flatMap(List::stream)
                .forEach(note -> lines.print("note: " + note, Map.of("note", note)));
        if (offline) {
            String left = "without a database no statement was prepared, and no sample stored";
            lines.print("note: " + left, Map.of("note", left));
        }
        findings.kept().forEach(kept -> list(kept, findings.kept().size() == 1 ? "" : kept.route() + ": "));
        String routes = String.join(", ", findings.routeIds().stream().sorted().toList());
        lines.print("ok: " + routes, Map.of("ok", routes));
        return ExitCode.OK.code();
    }

    /** For a review: a forgotten mask is seen by nobody else. */
    private void list(Kept kept, String of) {
        lines.print("masked: " + of + kept.maskedInWords(), Map.of("route", kept.route(), "masked", kept.masked()));
        lines.print("stored as they come: " + of + String.join(", ", kept.asTheyCome()),
                Map.of("route", kept.route(), "stored", kept.asTheyCome()));
        if (kept.columns().unseen().isEmpty()) {
            lines.print("filled by the sample: " + of + String.join(", ", kept.columns().filled()),
                    Map.of("route", kept.route(), "filled", kept.columns().filled()));
        }
    }
}
