package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.tool.LetterFilter;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The dead letters: what the drain could not store, and what to do about it. */
@Command(name = "dlq", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqRedriveCommand.class, DlqExportCommand.class, DlqOpenCommand.class,
            DlqPurgeCommand.class, DlqAddKeyCommand.class},
        description = {"Shows dead letters, sends them back, keeps them in an encrypted file, deletes them.",
            "SQS shows messages only by handing them out: while a command looks through the queue its letters are hidden from others,"
                    + " and each look raises their receive counts."})
public final class DlqCommand {

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

    /** Says something beside the output. */
    void remark(String words) {
        errors().println("maskroute: " + words);
    }

    PrintWriter errors() {
        return spec.commandLine().getErr();
    }

    /** Remarks that a scan found nothing, or ended before it had seen all. */
    void remarkEnd(long found, LetterFilter choice) {
        if (found == 0 && !lines.json()) {
            remark("no such dead letters");
        } else if (found == choice.max()) {
            remark("ended after " + found + " letters, as --max says; there may be more");
        }
    }
}
