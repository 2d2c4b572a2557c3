package io.github.maskroute.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text with one event per line, plain or gzip.
 *
 * @param name identifies its lines in the ledger: it must be unique and must never change
 * @param size in bytes, as stored, or {@link #UNKNOWN}
 * @param rejects file for its rejected lines
 */
public record Source(String name, long size, Path rejects, Opening opening) {

    /** The size of a pipe. */
    public static final long UNKNOWN = -1;

    /** Suffix of files with rejects. */
    public static final String REJECTS = ".rejects.jsonl";

    private static final String GZIP = ".gz";

    /** Opens a text at its beginning. */
    @FunctionalInterface
    public interface Opening {

        InputStream open() throws IOException;
    }

    /**
     * A file, identified by its real path without {@code .gz}: links and compression do not matter.
     *
     * @throws IOException if the file does not exist
     */
    public static Source of(Path file) throws IOException {
        Path real = file.toRealPath();
        return new Source(withoutSuffix(real.toString()), Files.size(real), Path.of(file + REJECTS), () -> Files.newInputStream(real));
    }

    /** A text that is not a local file, such as an S3 object or a pipe. */
    public static Source of(String name, long size, Opening opening) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return new Source(withoutSuffix(name), size, Path.of(last + REJECTS), opening);
    }

    /** The same text under another name. */
    public Source as(String other) {
        return new Source(other, size, rejects, opening);
    }

    private static String withoutSuffix(String name) {
        return name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    }
}
