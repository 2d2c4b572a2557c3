package io.github.maskroute.cli;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Failure;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.Waiting;
import io.github.maskroute.doctor.Check;
import io.github.maskroute.doctor.Checkup;
import io.github.maskroute.doctor.Finding;
import io.github.maskroute.doctor.Finding.State;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the state of a setup: keys, routes, database, ledger and queues. */
@Exits({ExitCode.SETTINGS, ExitCode.NOT_WELL})
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
    "Checks files, keys, routes, database, ledger and queues. Prints one line for each check: ok, warn, fail or skip, with a remedy.",
    "Changes nothing and receives no message. Run it at any time with the drain's own settings, also beside a running drain."})
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--strict", description = "Treat warnings as failures in the exit code.")
    private boolean strict;

    @Override
    public Integer call() {
        Map<State, Integer> counts;
        try (DoctorChecks checks = new DoctorChecks(settings.load())) {
            counts = new Checkup(thrown -> Failure.of(thrown).message(), this::print)
                    .run(checks.all().stream().map(DoctorCommand::withProgress).toList());
        }
        int failed = counts.getOrDefault(State.FAIL, 0);
        int warned = counts.getOrDefault(State.WARN, 0);
        if (!lines.json()) {
            lines.print(String.format(Locale.ROOT, "%d ok, %d warn, %d fail, %d skip",
                    counts.getOrDefault(State.OK, 0), warned, failed, counts.getOrDefault(State.SKIP, 0)), Map.of());
        }
        return (failed > 0 || (strict && warned > 0) ? ExitCode.NOT_WELL : ExitCode.OK).code();
    }

    private static Check withProgress(Check check) {
        return new Check(check.name(), check.needs(), () -> new Waiting("checking " + check.name()).during(check.probe()::run));
    }

    private void print(String name, Finding finding) {
        String state = finding.state().name().toLowerCase(Locale.ROOT);
        Map<String, String> object = new LinkedHashMap<>();
        object.put("name", name);
        object.put("state", state);
        object.put("finding", finding.description());
        object.put("remedy", finding.remedy());
        lines.print(String.format(Locale.ROOT, "%-4s  %-25s  %s", state, name, finding.line()), object);
    }
}
