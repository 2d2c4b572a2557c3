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

/** The cases beside event types: whether what becomes of their events is as they say. */
@Exits({ExitCode.SETTINGS, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE, ExitCode.WRONG_KEY_ENCRYPTION_KEY, ExitCode.DATABASE_AWAY,
    ExitCode.ROUTES_REFUSED, ExitCode.CASES_FAILED})
@Command(name = "test", mixinStandardHelpOptions = true, description = {
    "Runs the cases beside event types, ROUTES/TYPE/cases/*.yaml: an event, and what must become of it.",
    "Each goes through the steps of its route, masked with published keys. Its rows are stored in the database that the settings name,",
    "and rolled back; where they name none, rows are not tried. Needs neither queue nor credentials.",
    "What differs is shown with its values, so that cases must hold invented events only."})
final class TestCommand implements Callable<Integer> {

    @Mixin
    private final TrialOptions trial = new TrialOptions();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results here, in JUnit's XML, for a pipeline.")
    private @Nullable Path junit;

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "The event type, a folder in that of the routes. Default: all.")
    private @Nullable String type;

    @Override
    public Integer call() throws Exception {
        Settings settings = trial.settings();
        ValidationResult findings = TrialOptions.tried(settings, Optional.empty(), trial.offline() || !settings.namesDatabase());
        // Else those of the cases, which are shown with their differences.
        if (!findings.problems().isEmpty() && findings.verdicts().stream().allMatch(Verdict::passed)) {
            TrialOptions.printProblems(findings.problems(), lines);
            return ExitCode.ROUTES_REFUSED.code();
        }
        List<Verdict> verdicts = findings.verdicts().stream()
                .filter(verdict -> type == null || type.equals(verdict.type())).toList();
        if (verdicts.isEmpty()) {
            throw new CommandException(ExitCode.CASES_FAILED, "there is no case; put some into " + settings.routes().folder().resolve(
                    Path.of(type == null ? "TYPE" : type, "cases", "*.yaml")) + ", or name another event type");
        }
        writeJUnit(verdicts);
        findings.notes().forEach(note -> lines.print("note: " + note, Map.of("note", note)));
        verdicts.stream().filter(verdict -> !verdict.passed()).forEach(this::printFailed);
        verdicts.stream().collect(Collectors.groupingBy(Verdict::type, LinkedHashMap::new, Collectors.toList())).forEach(this::printSum);
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

    private void printSum(String of, List<Verdict> verdicts) {
        verdicts.stream().map(Verdict::notTried).filter(why -> !why.isEmpty())
                .collect(Collectors.groupingBy(why -> why, LinkedHashMap::new, Collectors.counting()))
                .forEach((why, cases) -> lines.print("note: " + of + ": " + cases + " of " + verdicts.size()
                        + " cases tried in part: " + why,
                        Map.of("type", of, "not_tried", why, "cases", cases)));
        long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
        String sum = (failed == 0 ? "ok: " : "failed: ") + of + ": " + (failed == 0 ? verdicts.size() : failed) + " of ";
        lines.print(sum + verdicts.size() + " cases", Map.of("type", of, "cases", verdicts.size(), "failed", failed));
    }

    private void writeJUnit(List<Verdict> verdicts) {
        if (junit == null) {
            return;
        }
        try (Writer out = Files.newBufferedWriter(junit)) {
            new JUnitXml(verdicts).write(out);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + junit + " cannot be written (" + e.getClass().getSimpleName()
                    + "); name another one with --junit");
        }
    }
}
