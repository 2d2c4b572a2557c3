package io.github.maskroute.cli.command;

/** A command cannot do what it was asked to. The message is one line, with rule and remedy, never a value. */
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
}
