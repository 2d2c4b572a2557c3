package io.github.maskroute.keyset;

import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingException.Fault;
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
 * The keys of a folder, taken over within seconds when its files change. While they cannot be used the last good ones
 * stay in force.
 *
 * <p>Safe for use by several threads.
 */
public final class KeysetWatch implements MaskingKeys, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeysetWatch.class);

    private final KeysetFolder folder;
    private final Ticker watch = new Ticker("maskroute-keyset");

    private volatile Keyset inForce;
    private Map<Scheme, String> seen;
    private volatile String complaint = "";
    private String suspicion = "";

    /**
     * Reads the keys; looks for changes from now on.
     *
     * @throws io.github.maskroute.mask.MaskingException if they cannot be used
     */
    public KeysetWatch(KeysetFolder folder) {
        this.folder = folder;
        this.seen = folder.texts();
        this.inForce = folder.keyset(seen);
        watch.every(Duration.ofSeconds(1), this::look);
    }

    @Override
    public Keyset current() {
        return inForce;
    }

    /** Why the files as they are now are not in force; empty if they are. */
    public Optional<String> complaint() {
        return complaint.isEmpty() ? Optional.empty() : Optional.of(complaint);
    }

    @Override
    public void close() {
        watch.close();
    }

    /** For the thread that looks. */
    void look() {
        try {
            Map<Scheme, String> now = folder.texts();
            if (!now.equals(seen) || !complaint.isEmpty()) {
                take(now);
            }
            suspicion = "";
        } catch (RuntimeException | Error e) {
            complain(e);
        }
    }

    private void take(Map<Scheme, String> texts) {
        Keyset keys = folder.keyset(texts);
        // Keys are disabled, not taken away: what lacks one, or has another by its name, is half a copy or another keyset.
        inForce.firstMissingIn(keys).ifPresent(name -> {
            throw new MaskingException(Fault.WRONG_KEYSET, "key " + name + " is gone from " + folder.path()
                    + ", or another one is there by its name; restore it, or restart to go on without it");
        });
        inForce = keys;
        seen = texts;
        complaint = "";
        LOG.info("Keys of {} taken over: {}", folder.path(), keys.entries().stream()
                .map(entry -> entry.name() + " " + entry.state()).collect(Collectors.joining(", ")));
    }

    /** When a second look finds the same: somebody may be just writing the file. */
    private void complain(Throwable e) {
        // What is not ours may quote the file.
        String words = e instanceof MaskingException ? String.valueOf(e.getMessage())
                : "keyset folder " + folder.path() + " cannot be read: unexpected " + e.getClass().getName();
        if (words.equals(suspicion) && !words.equals(complaint)) {
            complaint = words;
            LOG.error("{} - the last good keys stay in force.", words);
        }
        suspicion = words;
    }
}
