package io.github.maskroute.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text of events, one a line, plain or gzip.
 *
 * @param name by which the ledger knows its lines: two texts must not have the same name, and one must keep its name
 * @param size bytes, as they are stored; {@link #UNKNOWN} if nobody knows
 * @param rejects where its rejected lines are written down
 * @param opening gives its bytes, from the first on
 */
public record Source(String name, long size, Path rejects, Opening opening) {

    /** The size of what comes through a pipe. */
    public static final long UNKNOWN = -1;

    /** How the names of files with rejects end. */
    public static final String REJECTS = ".rejects.jsonl";

    private static final String GZIP = ".gz";

    /** Opens a text. */
    @FunctionalInterface
    public interface Opening {

        InputStream open() throws IOException;
    }

    /**
     * A file, known by its path: links are followed, and packing it with gzip changes nothing.
     *
     * @throws IOException if there is no such file
     */
    public static Source of(Path file) throws IOException {
        Path real = file.toRealPath();
        return new Source(unpacked(real.toString()), Files.size(real), Path.of(file + REJECTS), () -> Files.newInputStream(real));
    }

    /** What others send, in a place that is none of this machine's files. */
    public static Source of(String name, long size, Opening opening) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return new Source(unpacked(name), size, Path.of(last + REJECTS), opening);
    }

    /** The same under a name of the user's choice. */
    public Source as(String other) {
        return new Source(other, size, rejects, opening);
    }

    private static String unpacked(String name) {
        return name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    }
}
