package io.github.maskroute.cli.command;

import io.github.maskroute.remask.RawValues;
import io.github.maskroute.text.TextInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** Raw values in standard input, which can be read only once. For one thread. */
public final class StandardInput implements RawValues {

    private boolean read;

    /** Raw values in a file, or in standard input if the path is a hyphen. */
    public static RawValues orFile(Path file) {
        return file.toString().equals("-") ? new StandardInput() : () -> TextInput.open(file);
    }

    /** @throws CommandException on the second call: the connection that held the tokens in a temporary table broke */
    @Override
    public BufferedReader open() throws IOException {
        if (read) {
            throw new CommandException(ExitCode.DATABASE_AWAY, "the connection to the database broke, and standard input can be read"
                    + " only once; run the command again: it continues with the tokens that are still old");
        }
        read = true;
        return TextInput.open(System.in);
    }
}
