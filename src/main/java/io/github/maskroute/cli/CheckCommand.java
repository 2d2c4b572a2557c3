package io.github.maskroute.cli;

import io.github.maskroute.camel.reload.Problem;
import io.github.maskroute.camel.reload.RetainedFields;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.forget.ForgetFiles;
import io.github.maskroute.config.Settings;
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
    "Checks route files, schemas, samples, cases and statements as a running drain checks edits.",
    "Prints one line for each problem, file:line: cause.",
    "What an edit would lose shows with --against alone: a folder at rest has no version in force to compare with.",
    "Statements are prepared on the database, samples and cases stored in it and rolled back. Needs neither queue nor credentials.",
    "Lists what is masked and what is stored as it comes. With --against, what the files lose against another version is a problem",
    "unless accept-loss.txt in their folder names it."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final TrialOptions trial = new TrialOptions();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--against", paramLabel = "FOLDER", description = "The routes' folder of the version that these files are to replace.")
    private @Nullable Path before;

    @Override
    public Integer call() throws Exception {
        Settings settings = trial.settings();
        if (!trial.offline() && !settings.namesDatabase()) {
            throw new CommandException(ExitCode.SETTINGS,
                    "setting maskroute.db.url is missing; set it, or leave the database out with --offline");
        }
        ValidationResult findings = TrialOptions.tried(settings, Optional.ofNullable(before), trial.offline());
        ForgetFiles forget = findings.problems().isEmpty() ? ForgetFiles.check(settings) : new ForgetFiles(List.of(), List.of());
        List<Problem> problems = Stream.of(findings.problems(), forget.problems()).flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            TrialOptions.printProblems(problems, lines);
            return ExitCode.ROUTES_REFUSED.code();
        }
        Stream.of(findings.notes(), forget.notes()).flatMap(List::stream)
                .forEach(note -> lines.print("note: " + note, Map.of("note", note)));
        if (trial.offline()) {
            String left = "without a database no statement was prepared, and no sample stored";
            lines.print("note: " + left, Map.of("note", left));
        }
        findings.kept().forEach(kept -> list(kept, findings.kept().size() == 1 ? "" : kept.route() + ": "));
        String routes = String.join(", ", findings.routeIds().stream().sorted().toList());
        lines.print("ok: " + routes, Map.of("ok", routes));
        return ExitCode.OK.code();
    }

    /** For a review: a forgotten mask is seen by nobody else. */
    private void list(RetainedFields kept, String of) {
        lines.print("masked: " + of + kept.maskedInWords(), Map.of("route", kept.route(), "masked", kept.masked()));
        lines.print("stored as they come: " + of + String.join(", ", kept.asTheyCome()),
                Map.of("route", kept.route(), "stored", kept.asTheyCome()));
        if (kept.columns().unseen().isEmpty()) {
            lines.print("filled by the sample: " + of + String.join(", ", kept.columns().filled()),
                    Map.of("route", kept.route(), "filled", kept.columns().filled()));
        }
    }
}
