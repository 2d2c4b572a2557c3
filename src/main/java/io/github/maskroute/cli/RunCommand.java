package io.github.maskroute.cli;

import io.github.maskroute.app.Program;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.WholeNumber;
import io.github.maskroute.config.RunSettings;
import io.github.maskroute.config.RunSettings.Mode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the drain. */
@Exits({ExitCode.SETTINGS})
@Command(name = "run", mixinStandardHelpOptions = true,
        description = {
            "Runs the drain until SIGINT or SIGTERM, or in mode drain until the queue is empty.",
            "Exit code 1 also means that the drain cannot start with these settings; the log has the reason."})
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--mode", paramLabel = "MODE", converter = ModeWord.class, completionCandidates = ModeWord.class,
            description = "${COMPLETION-CANDIDATES}. Overrides maskroute.run.mode.")
    private @Nullable Mode mode;

    @Option(names = "--max-messages", paramLabel = "N", converter = WholeNumber.FromOne.class,
            description = "In mode drain, the most messages to receive, 1 to 999999999. Overrides maskroute.run.max-messages.")
    private @Nullable Integer maxMessages;

    @Option(names = "--max-duration", paramLabel = "TIME", converter = DurationRule.class,
            description = "In mode drain, the longest time: 30s, 10m, 2h. Overrides maskroute.run.max-duration.")
    private @Nullable String maxDuration;

    /** Logs the start before picocli parses the command line, which on a slow machine takes seconds. */
    static void announce(String... args) {
        if (List.of(args).stream().anyMatch(Set.of("-h", "--help", "-V", "--version")::contains)) {
            return;
        }
        try {
            Program.announce(SettingsOption.in(args).load());
        } catch (RuntimeException e) {
            // The command loads the settings again and reports the error.
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((maxMessages != null || maxDuration != null) && !drains()) {
            throw new CommandException(ExitCode.USAGE, "--max-messages and --max-duration need mode drain; add --mode drain");
        }
        Program.run(() -> settings.load().withRun(mode, maxMessages, maxDuration));
        return ExitCode.OK.code();
    }

    private boolean drains() {
        return mode != null ? mode == Mode.DRAIN : settings.load().run().drains();
    }

    /** Checks an argument by the rule of the setting. */
    static final class DurationRule implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            if (!RunSettings.isMaxDuration(text)) {
                throw MalformedArgument.of(text, "seconds, minutes or hours: 30s, 10m or 2h");
            }
            return text;
        }
    }
}
