package io.github.maskroute.cli;

import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.cases.JUnitXml;
import io.github.maskroute.cases.Verdict;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.config.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the test cases of event types. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY, ExitCode.DATABASE_AWAY,
    ExitCode.ROUTES_REFUSED, ExitCode.CASES_FAILED})
@Command(name = "test", mixinStandardHelpOptions = true, description = {
    "Runs the cases of event types, ROUTES/TYPE/cases/*.yaml. A case has an event and its expected result.",
    "Each event passes the steps of its route and is masked with published keys. Its rows are stored in the database of the settings"
            + " and rolled back; without a database, rows are not checked. Needs neither a queue nor credentials.",
    "Differences are printed with values: use only invented events in cases."})
final class TestCommand implements Callable<Integer> {

    @Mixin
    private final RouteCheckOptions options = new RouteCheckOptions();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results to this file as JUnit XML, for a pipeline.")
    private @Nullable Path junit;

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "The event type, a folder in the routes' folder. Default: all types.")
    private @Nullable String type;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        boolean offline = options.offline() || !settings.namesDatabase();
        ValidationResult result = RouteCheckOptions.check(settings, Optional.empty(), offline);
        // Otherwise the problems are failed cases, which are printed with their differences.
        if (!result.problems().isEmpty() && result.verdicts().stream().allMatch(Verdict::passed)) {
            RouteCheckOptions.printProblems(result.problems(), lines);
            return ExitCode.ROUTES_REFUSED.code();
        }
        List<Verdict> verdicts = result.verdicts().stream()
                .filter(verdict -> type == null || type.equals(verdict.type())).toList();
        if (verdicts.isEmpty()) {
            throw new CommandException(ExitCode.CASES_FAILED, "no case was found; add some to " + settings.routes().folder().resolve(
                    Path.of(type == null ? "TYPE" : type, "cases", "*.yaml")) + ", or name another event type");
        }
        writeJUnit(verdicts);
        result.notes().forEach(note -> lines.print("note: " + note, Map.of("note", note)));
        verdicts.stream().filter(verdict -> !verdict.passed()).forEach(this::printFailed);
        verdicts.stream().collect(Collectors.groupingBy(Verdict::type, LinkedHashMap::new, Collectors.toList()))
                .forEach(this::printSummary);
        return (verdicts.stream().allMatch(Verdict::passed) ? ExitCode.OK : ExitCode.CASES_FAILED).code();
    }

    private void printFailed(Verdict verdict) {
        String place = verdict.tried().file() + ":" + verdict.tried().line();
        if (lines.json()) {
            lines.print("", Map.of("type", verdict.type(), "place", place, "case", verdict.tried().name(),
                    "differences", verdict.differences()));
            return;
        }
        lines.print("failed: " + place + ": " + verdict.tried().name(), Map.of());
        verdict.lines().forEach(line -> lines.print("    " + line, Map.of()));
    }

    private void printSummary(String type, List<Verdict> verdicts) {
        verdicts.stream().map(Verdict::notTried).filter(why -> !why.isEmpty())
                .collect(Collectors.groupingBy(why -> why, LinkedHashMap::new, Collectors.counting()))
                .forEach((why, cases) -> lines.print("note: " + type + ": " + cases + " of " + verdicts.size()
                        + " cases checked in part: " + why,
                        Map.of("type", type, "not_tried", why, "cases", cases)));
        long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
        String summary = (failed == 0 ? "ok: " : "failed: ") + type + ": " + (failed == 0 ? verdicts.size() : failed) + " of ";
        lines.print(summary + verdicts.size() + " cases", Map.of("type", type, "cases", verdicts.size(), "failed", failed));
    }

    private void writeJUnit(List<Verdict> verdicts) {
        if (junit == null) {
            return;
        }
        try (Writer out = Files.newBufferedWriter(junit)) {
            new JUnitXml(verdicts).write(out);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + junit + " cannot be written (" + e.getClass().getSimpleName()
                    + "); name another file with --junit");
        }
    }
}
