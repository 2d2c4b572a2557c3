package io.github.maskroute.cli.command;

import io.github.maskroute.remask.RawValues;
import io.github.maskroute.text.TextInput;
import java.io.BufferedReader;
import java.io.IOException;

/** Raw values in standard input, which can be read once. For one thread. */
public final class StandardInput implements RawValues {

    private boolean read;

    /** @throws CommandException if it is read already: the connection that had its tokens broke */
    @Override
    public BufferedReader open() throws IOException {
        if (read) {
            throw new CommandException(ExitCode.DATABASE_AWAY, "the connection to the database broke, and standard input can be read"
                    + " once only; run the command again: it goes on with what is still old");
        }
        read = true;
        return TextInput.open(System.in);
    }
}
