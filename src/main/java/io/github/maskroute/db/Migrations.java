package io.github.maskroute.db;

import io.github.maskroute.outage.Backoff;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * The versions of the tables. Flyway migrates to the newest if connections keep their session: it sets role, search_path and locks for
 * several statements of one session. For one thread.
 */
final class Migrations {

    static final String HISTORY = "maskroute_schema_history";

    /** All shipped versions. Version 4 replaced version 3. */
    static final List<String> VERSIONS = List.of("1", "2", "4", "5");

    /** With the pauses between them they take at least four seconds, which is longer than all migrations take. */
    private static final int ATTEMPTS = 8;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Unique violation in the catalog, duplicate table, object or function. */
    private static final Set<String> CREATED_MEANWHILE = Set.of("23505", "42P07", "42710", "42723");

    /** In the schema that Flyway uses. A table of this name in another schema of the search_path does not count. */
    private static final String FIND_HISTORY = "SELECT to_regclass(quote_ident(current_schema()) || '." + HISTORY + "')";

    private final DataSource dataSource;
    private final Flyway flyway;

    /** @param flyway of the same database */
    Migrations(DataSource dataSource, Flyway flyway) {
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    /**
     * Applies pending migrations.
     *
     * @throws FlywayException if a migration fails, or the database is away
     * @throws PoolerException if migrations are pending, and a pooler prevents them
     */
    void apply() {
        try {
            Pooler pooler = Pooler.before(dataSource);
            if (pooler.keepsSessions()) {
                migrate();
            } else if (pending() > 0) {
                throw PoolerException.noMigration(pending(), pooler);
            }
        } catch (SQLException e) {
            throw new FlywayException("the history of migrations cannot be read", e);
        }
    }

    /** Replicas that start together conflict in the history before Flyway takes its lock: the second one tries again. */
    private void migrate() {
        Backoff backoff = new Backoff(LONGEST_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (attempt == ATTEMPTS || !isOfAnotherReplica(e) || !backoff.after(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** Whether the history is empty, or another replica has just created it. */
    private static boolean isOfAnotherReplica(FlywayException thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return CREATED_MEANWHILE.contains(String.valueOf(sql.getSQLState()));
            }
        }
        return !(thrown instanceof FlywayValidateException);
    }

    /** The number of pending migrations. A plain read, which leaves nothing in a session. */
    int pending() throws SQLException {
        Set<String> applied = applied();
        return (int) VERSIONS.stream().filter(version -> !applied.contains(version)).count();
    }

    private Set<String> applied() throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            List<String> history = texts(statement, FIND_HISTORY);
            return history.isEmpty() ? Set.of() : Set.copyOf(texts(statement, "SELECT version FROM " + history.get(0) + " WHERE success"));
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                Optional.ofNullable(rows.getString(1)).ifPresent(texts::add);
            }
            return texts;
        }
    }
}
