package io.github.maskroute.cli.forget;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.StandardInput;
import io.github.maskroute.cli.command.ValuesFile;
import io.github.maskroute.forget.FieldTokens;
import io.github.maskroute.mask.WhiteSpace;
import io.github.maskroute.text.UnreadableTextException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The values that are to be forgotten, one a line of a text.
 *
 * @param values as they were given
 * @param present the tokens that they have now, each once, in order
 */
record ForgottenValues(List<String> values, Set<String> present) {

    /** All of them are held in memory, and each look at a dead letter asks for each. */
    private static final int MOST = 100_000;

    /**
     * Reads them.
     *
     * @param file a hyphen for standard input
     * @throws CommandException if it cannot be read, has none or too many, or has one that breaks the rule of the field: a slip of the pen
     *     must not end as 'nothing found'
     */
    static ForgottenValues read(Path file, FieldTokens tokens) {
        List<String> values = new ArrayList<>();
        Set<String> present = new LinkedHashSet<>();
        try (BufferedReader lines = (file.toString().equals("-") ? new StandardInput() : new ValuesFile(file)).open()) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!WhiteSpace.trimmed(line).isEmpty()) {
                    values.add(line);
                    present.add(token(line, number, tokens));
                }
                check(values.size() <= MOST, "there are more than " + MOST + " values; give them in several runs");
            }
        } catch (UnreadableTextException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the text with the values " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    "the values cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        }
        check(!values.isEmpty(), "there is no value; give one a line");
        return new ForgottenValues(values, present);
    }

    private static String token(String line, int number, FieldTokens tokens) {
        return tokens.present(line).orElseThrow(() -> new CommandException(ExitCode.MALFORMED_VALUE, "line " + number + " of the values must be "
                + tokens.refusal(line) + "; nothing was forgotten"));
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new CommandException(ExitCode.USAGE, rule);
        }
    }
}
