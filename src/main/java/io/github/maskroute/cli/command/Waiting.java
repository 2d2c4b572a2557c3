package io.github.maskroute.cli.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Shows on standard error what a command is doing, if that is a terminal, and clears the text at the end. */
public record Waiting(String task) {

    /** Runs the work, which must not print. */
    public <T> T during(Callable<T> work) throws Exception {
        PrintStream terminal = ConsoleProgress.isTerminal()
                ? System.err : new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String text = task + "...";
        terminal.print(text);
        terminal.flush();
        try {
            return work.call();
        } finally {
            terminal.print("\r" + " ".repeat(text.length()) + "\r");
            terminal.flush();
        }
    }
}
