package io.github.maskroute.cli.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** What a command is at, said on standard error where that is a terminal, and wiped out again when it is done. */
public record Waiting(String task) {

    /** Does the work, which must not print. */
    public <T> T during(Callable<T> work) throws Exception {
        PrintStream terminal = Boolean.getBoolean("cli.terminal")
                ? System.err : new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String words = task + "...";
        terminal.print(words);
        terminal.flush();
        try {
            return work.call();
        } finally {
            terminal.print("\r" + " ".repeat(words.length()) + "\r");
            terminal.flush();
        }
    }
}
