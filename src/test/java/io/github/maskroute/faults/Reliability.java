package io.github.maskroute.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a scenario, and the page of all results since the last clean build.
 *
 * @param number that orders the page, for example {@code 04.3}
 * @param scenario what fails
 * @param happened what was seen
 * @param expected rows of valid events
 * @param found rows
 * @param duplicates rows beyond one for an event
 * @param invalid events that must become dead letters
 * @param letters dead letters found; more than the invalid events if a crash came between a send and its delete
 */
record Reliability(
        String number, String scenario, String happened, int expected, int found, int duplicates, int invalid, int letters, long seed) {

    private static final Path FOLDER = Path.of("target", "reliability");
    private static final String HEAD = """
            # Reliability

            Made by `mvn -Pfaults verify`, which runs the packaged program while its services, its machine and its files fail. Of each
            scenario's events every fiftieth is invalid. Rows and dead letters are read from the database and the dead-letter queue; a
            scenario that lost, doubled or leaked a record, or left one in the source queue, fails the build and is not listed. An
            invalid event can have more than one dead letter: the program may die between sending it and deleting its message.
            Run one again with `-Dfuzz.skip=true -Dit.test=TEST -Dfaults.seed=SEED`, TEST being its class in
            `src/test/java/io/github/maskroute/faults`.

            | scenario | what happened | rows expected | rows found | duplicates | invalid events | dead letters | seed |
            |---|---|---:|---:|---:|---:|---:|---:|
            """;

    /** Deletes the result of an earlier run of this scenario. */
    static void forget(String number) {
        locked(() -> Files.deleteIfExists(FOLDER.resolve(number + ".row")));
    }

    /** Writes the page again, with this result. */
    void publish() {
        locked(() -> {
            Files.writeString(FOLDER.resolve(number + ".row"), row());
            String page = page();
            Files.writeString(FOLDER.resolve("reliability.md"), page);
            Optional<String> published = Optional.ofNullable(System.getProperty("reliability.page"));
            boolean whole = System.getProperty("it.test") == null;
            if (published.isPresent() && whole) {
                Files.writeString(Path.of(published.get()), page);
            }
        });
    }

    private String row() {
        return "| %s %s | %s | %,d | %,d | %,d | %,d | %,d | %d |%n"
                .formatted(number, scenario, happened, expected, found, duplicates, invalid, letters, seed);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> rows = files.filter(file -> file.toString().endsWith(".row"))
                    .sorted(Comparator.comparing(Reliability::order)).toList();
            for (Path row : rows) {
                page.append(Files.readString(row));
            }
        }
        return page.toString();
    }

    /** 04.10 comes after 04.9. */
    private static String order(Path row) {
        return row.getFileName().toString().replaceFirst("\\.(\\d)\\.", ".0$1.");
    }

    /** Several JVMs write the page. */
    private static synchronized void locked(Writing writing) {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel file = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid()) {
                    writing.write();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {

        void write() throws IOException;
    }
}
