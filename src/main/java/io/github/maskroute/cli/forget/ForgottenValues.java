package io.github.maskroute.cli.forget;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.StandardInput;
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
 * The values to erase.
 *
 * @param values as given, one for each line
 * @param present their tokens of the primary key, without duplicates, in order
 */
record ForgottenValues(List<String> values, Set<String> present) {

    /** All values are in memory, and each dead letter is searched for every one of them. */
    private static final int MAX_VALUES = 100_000;

    /**
     * Reads the values.
     *
     * @param file a hyphen for standard input
     * @throws CommandException if the file cannot be read, has no value or too many, or has a value that breaks the rule of the field:
     *     a typing error must not end as "nothing found"
     */
    static ForgottenValues read(Path file, FieldTokens tokens) {
        List<String> values = new ArrayList<>();
        Set<String> present = new LinkedHashSet<>();
        try (BufferedReader lines = StandardInput.orFile(file).open()) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!WhiteSpace.trimmed(line).isEmpty()) {
                    values.add(line);
                    present.add(token(line, number, tokens));
                }
                CommandException.checkUsage(values.size() <= MAX_VALUES, "there are more than " + MAX_VALUES + " values; split them over"
                        + " several runs");
            }
        } catch (UnreadableTextException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the text with the values " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE,
                    "the values cannot be read (" + e.getClass().getSimpleName() + "); check the path");
        }
        CommandException.checkUsage(!values.isEmpty(), "the values are empty; give one a line");
        return new ForgottenValues(values, present);
    }

    private static String token(String line, int number, FieldTokens tokens) {
        return tokens.present(line).orElseThrow(() -> new CommandException(ExitCode.MALFORMED_VALUE, "line " + number + " of the values"
                + " must be "
                + tokens.refusal(line) + "; nothing was forgotten"));
    }
}
