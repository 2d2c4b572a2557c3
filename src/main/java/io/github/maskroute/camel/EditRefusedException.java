package io.github.maskroute.camel;

import java.nio.file.Path;

/** An edited file that must not be taken. The message says where and why, in one line that may be logged. */
final class EditRefusedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSE = 300;

    /** @param line of the file, from 1; 0 if not known */
    EditRefusedException(Path file, int line, String cause) {
        super(file + ":" + (line == 0 ? "?" : line) + ": " + oneLine(cause));
    }

    private static String oneLine(String cause) {
        String line = cause.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_CAUSE ? line : line.substring(0, MAX_CAUSE) + "…";
    }
}
