package io.github.maskroute.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records rejected lines in files, as JSON objects with source, line number, reason and detail. Never the line itself, which is in the
 * source.
 *
 * <p>A file has the rejects of one run. A new run deletes the file when it begins the source, since it tries all its lines again. A reject
 * is flushed to the operating system before its line is settled. Thread-safe.
 */
public final class Rejects implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_NAMED = 5;

    private final Optional<Path> given;
    private final Set<Path> begun = new HashSet<>();
    private final Set<Path> written = new LinkedHashSet<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private @Nullable Path current;
    private @Nullable Writer writer;
    private @Nullable IOException failure;

    /** @param given one file for all sources; if empty, each source has its own */
    public Rejects(Optional<Path> given) {
        this.given = given;
    }

    /** Deletes the rejects of an earlier run, at the first line of a source. */
    synchronized void begin(Source source) throws IOException {
        Path file = file(source);
        // Keeps a device such as /dev/null. Keeps a link and deletes its file.
        if (begun.add(file) && Files.isRegularFile(file)) {
            Files.delete(file.toRealPath());
        } else if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString());
        }
    }

    /**
     * Records a rejected line.
     *
     * @param reason the code of a {@link io.github.maskroute.event.Rejection.Reason}
     * @param detail without any value; a position in line 1 of the event is recorded as a column, not to be confused with the line number
     * @throws IOException if this reject or an earlier one cannot be written
     */
    public synchronized void write(Line line, String reason, String detail) throws IOException {
        try {
            if (failure != null) {
                throw failure;
            }
            Map<String, Object> reject = new LinkedHashMap<>();
            reject.put("source", line.source().name());
            reject.put("line", line.number());
            reject.put("reason", reason);
            reject.put("detail", detail.replace(" at line 1, column ", " at column "));
            Writer open = writer(file(line.source()));
            open.write(JSON.writeValueAsString(reject) + "\n");
            open.flush();
            counts.merge(reason, 1L, Long::sum);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** The names of the files with rejects of this run; if there are many, the first ones. */
    public synchronized String files() {
        return written.stream().limit(MAX_NAMED).map(Path::toString).collect(Collectors.joining(", "))
                + (written.size() > MAX_NAMED ? " and " + (written.size() - MAX_NAMED) + " others" : "");
    }

    /** The number of rejects by reason. */
    public synchronized SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private Path file(Source source) {
        return given.orElse(source.rejects());
    }

    /** Keeps one file open: an archive can have thousands of files with rejects. */
    private Writer writer(Path file) throws IOException {
        Writer open = writer;
        if (open != null && file.equals(current)) {
            return open;
        }
        close();
        Writer opened = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written.add(file);
        current = file;
        writer = opened;
        return opened;
    }
}
