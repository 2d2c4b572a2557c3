package io.github.maskroute.camel.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once, and once more when it ends, that files in force are gone from their folder, or that the folder cannot be
 * read. For the thread that looks; {@link #problem} may be asked by any.
 */
final class MissingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MissingFiles.class);

    private final Path folder;
    private Set<Path> missed = Set.of();
    private Set<Path> told = Set.of();
    private boolean away;
    private volatile Optional<String> problem = Optional.empty();

    MissingFiles(Path folder) {
        this.folder = folder;
    }

    /** What is absent, in one line. */
    Optional<String> problem() {
        return problem;
    }

    /** A file counts as gone when a second look misses it too: an editor may be just replacing it. */
    void look(Set<Path> inForce, Map<Path, String> there) {
        Set<Path> missing = new TreeSet<>(inForce);
        missing.removeAll(there.keySet());
        Set<Path> gone = new TreeSet<>(missing);
        gone.retainAll(missed);
        missed = missing;
        if (away) {
            away = false;
            LOG.info("{} can be read again.", folder);
        }
        gone.stream().filter(file -> !told.contains(file)).forEach(file -> LOG.warn("{}", words(file)));
        told.stream().filter(there::containsKey).forEach(file -> LOG.info("{} is back.", file));
        told = gone;
        problem = gone.stream().findFirst().map(MissingFiles::words);
    }

    void unreadable() {
        String words = folder + " cannot be read; the last version of its files stays in force until the next start";
        if (!away) {
            LOG.error("{}", words);
        }
        away = true;
        problem = Optional.of(words);
    }

    private static String words(Path file) {
        return file + " is gone; its last version stays in force until the next start";
    }
}
