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

/** Checks the files of the routes' folder in the same way as a running drain checks edits. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY, ExitCode.DATABASE_AWAY,
    ExitCode.ROUTES_REFUSED})
@Command(name = "check", mixinStandardHelpOptions = true, description = {
    "Checks route files, schemas, samples, cases and statements in the same way as a running drain checks edits.",
    "Prints one line for each problem, file:line: cause. Otherwise lists the fields that are masked and those that are stored unmasked.",
    "Prepares statements on the database; stores samples and cases there and rolls them back. Needs neither a queue nor credentials.",
    "With --against it also compares the files with another version: a field that they no longer mask or store is a problem"
            + " unless accept-loss.txt in their folder names it."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final RouteCheckOptions options = new RouteCheckOptions();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--against", paramLabel = "FOLDER", description = "The routes' folder of the version that these files replace.")
    private @Nullable Path previous;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        if (!options.offline() && !settings.namesDatabase()) {
            throw new CommandException(ExitCode.SETTINGS,
                    "setting maskroute.db.url is missing; set it, or skip the database with --offline");
        }
        ValidationResult result = RouteCheckOptions.check(settings, Optional.ofNullable(previous), options.offline());
        ForgetFiles forget = result.problems().isEmpty() ? ForgetFiles.check(settings) : new ForgetFiles(List.of(), List.of());
        List<Problem> problems = Stream.of(result.problems(), forget.problems()).flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            RouteCheckOptions.printProblems(problems, lines);
            return ExitCode.ROUTES_REFUSED.code();
        }
        Stream.of(result.notes(), forget.notes()).flatMap(List::stream)
                .forEach(note -> lines.print("note: " + note, Map.of("note", note)));
        if (options.offline()) {
            String skipped = "without a database no statement was prepared and no sample was stored";
            lines.print("note: " + skipped, Map.of("note", skipped));
        }
        result.kept().forEach(kept -> list(kept, result.kept().size() == 1 ? "" : kept.route() + ": "));
        String routes = String.join(", ", result.routeIds().stream().sorted().toList());
        lines.print("ok: " + routes, Map.of("ok", routes));
        return ExitCode.OK.code();
    }

    /** Lists the fields for a review, which is the only check that finds a forgotten mask. */
    private void list(RetainedFields kept, String prefix) {
        lines.print("masked: " + prefix + kept.maskedInWords(), Map.of("route", kept.route(), "masked", kept.masked()));
        lines.print("stored as they come: " + prefix + String.join(", ", kept.asTheyCome()),
                Map.of("route", kept.route(), "stored", kept.asTheyCome()));
        if (kept.columns().unseen().isEmpty()) {
            lines.print("filled by the sample: " + prefix + String.join(", ", kept.columns().filled()),
                    Map.of("route", kept.route(), "filled", kept.columns().filled()));
        }
    }
}
