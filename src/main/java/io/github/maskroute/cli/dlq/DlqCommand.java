package io.github.maskroute.cli.dlq;

import picocli.CommandLine.Command;

/** The group of commands on dead letters. */
@Command(name = "dlq", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqRedriveCommand.class, DlqExportCommand.class, DlqOpenCommand.class,
            DlqPurgeCommand.class, DlqAddKeyCommand.class},
        description = {"Lists, shows, redrives, exports and deletes dead letters.",
            "SQS shows messages only by receiving them: while a command scans the queue, its letters are hidden from other readers,"
                    + " and each scan raises their receive counts."})
public final class DlqCommand extends DlqOptions {}
