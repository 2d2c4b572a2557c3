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
 * Writes rejected lines down, a JSON object each: source, number, reason and detail. Never the line, which its owner has.
 *
 * <p>A file holds the rejects of one run: those of an earlier one go when the new one comes to the source, since it tries them again.
 * Each is on disk, as far as the operating system goes, before its line counts as done with. Safe for use by several threads.
 */
public final class Rejects implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMED = 5;

    private final Optional<Path> given;
    private final Set<Path> begun = new HashSet<>();
    private final Set<Path> written = new LinkedHashSet<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private @Nullable Path current;
    private @Nullable Writer writer;
    private @Nullable IOException failure;

    /** @param given one file for all sources; else each has its own */
    public Rejects(Optional<Path> given) {
        this.given = given;
    }

    /** A source begins. */
    synchronized void begin(Source source) throws IOException {
        Path file = file(source);
        // A device such as /dev/null stays, and so does a link, whose file goes.
        if (begun.add(file) && Files.isRegularFile(file)) {
            Files.delete(file.toRealPath());
        } else if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString());
        }
    }

    /**
     * Writes one down.
     *
     * @param reason the code of a {@link io.github.maskroute.event.Rejection.Reason}
     * @param detail without any value; where it counts lines, it does so within this one, which beside the line's number would confuse
     * @throws IOException if it cannot be written, now or ever before
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

    /** The files with rejects of this run; of many, some. */
    public synchronized String files() {
        return written.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "))
                + (written.size() > MOST_NAMED ? " and " + (written.size() - MOST_NAMED) + " others" : "");
    }

    /** How many there are, by reason. */
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

    /** One is open at a time: an archive may have thousands of files with rejects. */
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
