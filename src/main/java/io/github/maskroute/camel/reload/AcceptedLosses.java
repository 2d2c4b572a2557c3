package io.github.maskroute.camel.reload;

import io.github.maskroute.text.TextInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A file beside the routes that names what an edit may lose, one name a line; what follows a {@code #} is a comment.
 *
 * <p>It counts for one edit: a text that has served, or stood there before, does not cover a loss that comes later.
 * Immutable.
 *
 * @param text empty if there is no file that can be read
 * @param spent the text that does not count
 */
record AcceptedLosses(String text, String spent) {

    static final String FILE = "accept-loss.txt";

    /** What stands in a folder beside a version that is in force already. */
    static AcceptedLosses atStart(Path folder) {
        return new AcceptedLosses("", read(folder)).now(folder);
    }

    /** What stands in the folder now. */
    AcceptedLosses now(Path folder) {
        return new AcceptedLosses(read(folder), spent);
    }

    AcceptedLosses spend() {
        return new AcceptedLosses(text, text);
    }

    boolean covers(Collection<String> lost) {
        return !text.equals(spent)
                && text.lines().map(line -> line.split("#", 2)[0].strip()).collect(Collectors.toSet()).containsAll(lost);
    }

    /** How to confirm such a loss. */
    String remedy(Collection<String> lost) {
        String names = "to confirm that, name in " + FILE + " in the routes' folder, one a line: " + String.join(", ", lost);
        return text.isEmpty() || !text.equals(spent) ? names
                : names + " (the file counts once, and its text has served or stood there before: change it, if only a comment)";
    }

    /** What cannot be read confirms nothing. */
    private static String read(Path folder) {
        try {
            return TextInput.lenient(Files.readAllBytes(folder.resolve(FILE)));
        } catch (IOException e) {
            return "";
        }
    }
}
