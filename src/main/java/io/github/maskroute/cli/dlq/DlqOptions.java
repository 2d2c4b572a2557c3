package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.tool.DeadLetterQueue;
import io.github.maskroute.deadletter.tool.LetterFilter;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Options and output that the subcommands of {@code maskroute dlq} share. */
class DlqOptions {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Settings settings() {
        return settings.load();
    }

    Lines lines() {
        return lines;
    }

    /** Prints a remark to standard error. */
    void remark(String text) {
        errors().println("maskroute: " + text);
    }

    PrintWriter errors() {
        return spec.commandLine().getErr();
    }

    /** Remarks that a scan found nothing, or that {@code --max} ended it. */
    void remarkEnd(long found, LetterFilter filter) {
        if (found == 0 && !lines.json()) {
            remark("no matching dead letters");
        } else if (found == filter.max()) {
            remark("stopped after " + found + " letters, the limit of --max; there may be more");
        }
    }

    /** A progress bar that counts processed letters. */
    ConsoleProgress progress(String task, DeadLetterQueue letters, LetterFilter filter) {
        ConsoleProgress progress = new ConsoleProgress(!lines.json(), " letters", 1, "");
        progress.start(task, () -> letters.size(filter).orElse(-1));
        return progress;
    }
}
