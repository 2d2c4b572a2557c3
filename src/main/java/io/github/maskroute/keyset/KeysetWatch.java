package io.github.maskroute.keyset;

import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a folder. Reloads them within seconds when the files change. While the files are unusable, the last good keys stay in force.
 *
 * <p>Thread-safe.
 */
public final class KeysetWatch implements MaskingKeys, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeysetWatch.class);

    private final KeysetFolder folder;
    private final Ticker watch = new Ticker("maskroute-keyset");

    private volatile Keyset current;
    private Map<Scheme, String> loaded;
    private volatile String problem = "";
    private String lastProblem = "";

    /**
     * Reads the keys, and starts to check for changes every second.
     *
     * @throws io.github.maskroute.mask.MaskingException if the keys are unusable
     */
    public KeysetWatch(KeysetFolder folder) {
        this(folder, Duration.ofSeconds(1));
    }

    /** @param period between two checks */
    KeysetWatch(KeysetFolder folder, Duration period) {
        this.folder = folder;
        this.loaded = folder.texts();
        this.current = folder.keyset(loaded);
        watch.every(period, this::check);
    }

    @Override
    public Keyset current() {
        return current;
    }

    /** Why the present files are not in use; empty if they are. */
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** Reloads changed files. Only the watching thread calls it. */
    void check() {
        try {
            Map<Scheme, String> now = folder.texts();
            if (!now.equals(loaded) || !problem.isEmpty()) {
                reload(now);
            }
            lastProblem = "";
        } catch (RuntimeException | Error e) {
            report(e);
        }
    }

    private void reload(Map<Scheme, String> texts) {
        Keyset keys = folder.keyset(texts);
        // Keys are disabled, never removed. Without a known key, or with another one of its name, this is a partial copy or another keyset.
        current.firstMissingIn(keys).ifPresent(name -> {
            throw new MaskingException(Fault.WRONG_KEYSET, "key " + name + " is missing from " + folder.path()
                    + ", or another key has its name; restore it, or restart to continue without it");
        });
        current = keys;
        loaded = texts;
        problem = "";
        LOG.info("Reloaded the keys of {}: {}", folder.path(), keys.entries().stream()
                .map(entry -> entry.name() + " " + entry.state()).collect(Collectors.joining(", ")));
    }

    /** Reports a problem when two checks in a row find it: the first may have read a file that is being written. */
    private void report(Throwable e) {
        // Messages of other exceptions may quote the file.
        String found = e instanceof MaskingException ? String.valueOf(e.getMessage())
                : "keyset folder " + folder.path() + " cannot be read: unexpected " + e.getClass().getName();
        if (found.equals(lastProblem) && !found.equals(problem)) {
            problem = found;
            LOG.error("{} - the last good keys stay in force.", found);
        }
        lastProblem = found;
    }
}
