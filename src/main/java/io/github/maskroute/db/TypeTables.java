package io.github.maskroute.db;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.text.TextInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Creates the tables of event types by running the files {@code create-*.sql} in the types' folders. */
public final class TypeTables {

    /** If replicas start together: unique violation in the catalog, duplicate table, duplicate object, two grants at once. */
    private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P07", "42710", "XX000");

    private static final int ATTEMPTS = 5;

    private TypeTables() {}

    /**
     * Runs all of these files. Each must be repeatable.
     *
     * @param routes the folder of all types
     * @param backoff between attempts while the database is away
     * @return the files that were run
     * @throws ConfigurationException if a file cannot be read, or the database refuses it
     */
    public static List<Path> make(DataSource dataSource, Path routes, Backoff backoff) {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        // Follows links: in a mounted volume all files may be links.
        try (Stream<Path> files = Files.find(routes, 2, (file, any) -> isCreate(routes.relativize(file)), FileVisitOption.FOLLOW_LINKS)) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                run(dataSource, file, TextInput.read(file), backoff);
            }
            return sorted;
        } catch (IOException | UncheckedIOException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ConfigurationException("the files create-*.sql cannot be read (" + cause.getClass().getSimpleName()
                    + "): give the program's user permission to read maskroute.routes");
        }
    }

    /** Names that begin with two dots are internal to a mounted volume. */
    private static boolean isCreate(Path file) {
        return !file.getName(0).toString().startsWith("..") && String.valueOf(file.getFileName()).matches("create-.*\\.sql");
    }

    private static void run(DataSource dataSource, Path file, String sql, Backoff backoff) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(sql);
                // Its SET commands must not affect the next user of the connection.
                statement.execute("RESET ALL; RESET SESSION AUTHORIZATION");
                return;
            } catch (SQLException e) {
                boolean again = attempt < ATTEMPTS && CREATED_MEANWHILE.contains(String.valueOf(e.getSQLState()))
                        || SqlFault.of(e).owner() == SqlFault.Owner.DATABASE && backoff.after(attempt);
                if (!again) {
                    throw new ConfigurationException(file + " cannot be applied (" + SqlFault.of(e).description() + "): correct it,"
                            + " or the login's privileges; with maskroute.db.migrate=false you run it with psql");
                }
            }
        }
    }
}
