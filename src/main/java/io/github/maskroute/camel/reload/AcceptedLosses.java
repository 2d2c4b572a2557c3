package io.github.maskroute.camel.reload;

import io.github.maskroute.text.TextInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A file in the routes folder that lists what an edit may lose, one name per line; a {@code #} starts a comment.
 *
 * <p>The file is valid for one edit: a text that an edit has used, or that existed at the start, confirms no later loss. Immutable.
 *
 * @param text empty if there is no readable file
 * @param usedText the text that confirms nothing any more
 */
record AcceptedLosses(String text, String usedText) {

    static final String FILE = "accept-loss.txt";

    /** Reads the file at the start. Its present text confirms no edit. */
    static AcceptedLosses atStart(Path folder) {
        return new AcceptedLosses("", read(folder)).reloaded(folder);
    }

    /** Reads the file again. */
    AcceptedLosses reloaded(Path folder) {
        return new AcceptedLosses(read(folder), usedText);
    }

    /** After an edit that used the present text. */
    AcceptedLosses used() {
        return new AcceptedLosses(text, text);
    }

    boolean covers(Collection<String> lost) {
        return !text.equals(usedText)
                && text.lines().map(line -> line.split("#", 2)[0].strip()).collect(Collectors.toSet()).containsAll(lost);
    }

    /** Describes how to confirm a loss. */
    String remedy(Collection<String> lost) {
        String names = "to confirm the loss, list in " + FILE + " in the routes folder, one per line: " + String.join(", ", lost);
        return text.isEmpty() || !text.equals(usedText) ? names
                : names + " (the file is valid for one edit, and its text is used or older: change it, for example a comment)";
    }

    /** An unreadable file confirms nothing. */
    private static String read(Path folder) {
        try {
            return TextInput.lenient(Files.readAllBytes(folder.resolve(FILE)));
        } catch (IOException e) {
            return "";
        }
    }
}
