package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once when files in force disappear from their folder or the folder becomes unreadable, and once when that ends. Used by the
 * thread that polls the folder; {@link #problem} is safe for use by several threads.
 */
final class MissingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MissingFiles.class);

    private final Path folder;
    private Set<Path> missingBefore = Set.of();
    private Set<Path> reported = Set.of();
    private boolean unreadable;
    private volatile Optional<String> problem = Optional.empty();

    MissingFiles(Path folder) {
        this.folder = folder;
    }

    /** The missing file or folder, in one line. */
    Optional<String> problem() {
        return problem;
    }

    /** A file is missing if two polls in a row do not find it: an editor may be replacing it during the first. */
    void poll(Set<Path> inForce, Map<Path, String> present) {
        Set<Path> missing = new TreeSet<>(inForce);
        missing.removeAll(present.keySet());
        Set<Path> gone = new TreeSet<>(missing);
        gone.retainAll(missingBefore);
        missingBefore = missing;
        if (unreadable) {
            unreadable = false;
            LOG.info("{} can be read again.", folder);
        }
        gone.stream().filter(file -> !reported.contains(file)).forEach(file -> LOG.warn("{}", description(file)));
        reported.stream().filter(present::containsKey).forEach(file -> LOG.info("{} is back.", file));
        reported = gone;
        problem = gone.stream().findFirst().map(MissingFiles::description);
    }

    void unreadable() {
        String description = folder + " cannot be read; the last version of its files stays in force until the next start";
        if (!unreadable) {
            LOG.error("{}", description);
        }
        unreadable = true;
        problem = Optional.of(description);
    }

    private static String description(Path file) {
        return file + " is missing; its last version stays in force until the next start";
    }
}
