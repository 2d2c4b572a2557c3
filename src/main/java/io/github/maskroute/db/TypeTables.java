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

/** Makes the tables of event types, as the files {@code create-*.sql} in the types' folders say. */
public final class TypeTables {

    /** Of replicas that start together: unique violation in the catalog, duplicate table, duplicate object, two grants at once. */
    private static final Set<String> MADE_MEANWHILE = Set.of("23505", "42P07", "42710", "XX000");

    private static final int ATTEMPTS = 5;

    private TypeTables() {}

    /**
     * Runs all of these files, of which each must allow to be run again.
     *
     * @param routes the folder of all types
     * @param pauses between attempts while the database is away
     * @return the files that were run
     * @throws ConfigurationException if one cannot be read, or the database does not take it
     */
    public static List<Path> make(DataSource dataSource, Path routes, Backoff pauses) {
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        // Links are followed: in a mounted volume all files may be such.
        try (Stream<Path> files = Files.find(routes, 2, (file, any) -> isCreate(routes.relativize(file)), FileVisitOption.FOLLOW_LINKS)) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                run(dataSource, file, TextInput.read(file), pauses);
            }
            return sorted;
        } catch (IOException | UncheckedIOException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new ConfigurationException("the files create-*.sql cannot be read (" + cause.getClass().getSimpleName()
                    + "): give the program's user the right to read maskroute.routes");
        }
    }

    /** Names with two dots are a mounted volume's own. */
    private static boolean isCreate(Path file) {
        return !file.getName(0).toString().startsWith("..") && String.valueOf(file.getFileName()).matches("create-.*\\.sql");
    }

    private static void run(DataSource dataSource, Path file, String sql, Backoff pauses) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(sql);
                // What it SET must not hold for who has the connection next.
                statement.execute("RESET ALL; RESET SESSION AUTHORIZATION");
                return;
            } catch (SQLException e) {
                boolean again = attempt < ATTEMPTS && MADE_MEANWHILE.contains(String.valueOf(e.getSQLState()))
                        || SqlFault.of(e).owner() == SqlFault.Owner.DATABASE && pauses.after(attempt);
                if (!again) {
                    throw new ConfigurationException(file + " cannot be applied (" + SqlFault.of(e).description() + "): correct it,"
                            + " or the login's privileges; with maskroute.db.migrate=false it is left to psql");
                }
            }
        }
    }
}
