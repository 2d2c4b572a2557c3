package io.github.maskroute.cli;

import io.github.maskroute.Program;
import io.github.maskroute.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The drain, without Maven. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Runs the drain until it is stopped by SIGINT or SIGTERM, or in mode drain until the queue is empty.")
final class RunCommand implements Callable<Integer> {

    private static final String MODE = "maskroute.run.mode";

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(names = "--mode", paramLabel = "serve|drain", description = "Goes before " + MODE + ".")
    private @Nullable String mode;

    @Option(names = "--max-messages", paramLabel = "N",
            description = "In mode drain, the most messages to receive. Goes before maskroute.run.max-messages.")
    private @Nullable String maxMessages;

    @Option(names = "--max-duration", paramLabel = "TIME",
            description = "In mode drain, the longest time: 30s, 10m, 2h. Goes before maskroute.run.max-duration.")
    private @Nullable String maxDuration;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> options = new TreeMap<>();
        add(options, "--mode", MODE, mode);
        add(options, "--max-messages", "maskroute.run.max-messages", maxMessages);
        add(options, "--max-duration", "maskroute.run.max-duration", maxDuration);
        if ((maxMessages != null || maxDuration != null) && !drains(options)) {
            throw new CommandException(ExitCode.USAGE, "--max-messages and --max-duration go with mode drain: add --mode drain");
        }
        Program.run(() -> settings.load().with(options));
        return ExitCode.OK.code();
    }

    private void add(Map<String, String> options, String name, String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (!Settings.accepts(key, value)) {
            throw new ParameterException(spec.commandLine(), "malformed", spec.findOption(name), value);
        }
        options.put(key, value);
    }

    private boolean drains(Map<String, String> options) {
        return options.containsKey(MODE) ? options.get(MODE).equals("drain") : settings.load().drains();
    }
}
