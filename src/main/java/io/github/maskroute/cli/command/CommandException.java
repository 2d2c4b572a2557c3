package io.github.maskroute.cli.command;

/** Ends a command with an exit code. The message is one line with rule and remedy, and never quotes a value. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    public CommandException(ExitCode exit, String message) {
        super(message);
        this.exit = exit;
    }

    ExitCode exit() {
        return exit;
    }

    /** @throws CommandException with {@link ExitCode#USAGE} if the arguments of the command line break the rule */
    public static void checkUsage(boolean valid, String rule) {
        if (!valid) {
            throw new CommandException(ExitCode.USAGE, rule);
        }
    }
}
