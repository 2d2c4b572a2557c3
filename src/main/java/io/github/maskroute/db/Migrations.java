package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The versions of the tables. Flyway brings the database to the newest, where the connection carries it: it sets role and search_path,
 * and locks, for several statements of one session. For one thread.
 */
final class Migrations {

    static final String HISTORY = "maskroute_schema_history";

    /** All that are shipped. There was a 3, which 4 took the place of. */
    static final List<String> VERSIONS = List.of("1", "2", "4");

    /** Where Flyway has it: a table of that name in another schema of the search_path is not meant. */
    private static final String FIND_HISTORY = "SELECT to_regclass(quote_ident(current_schema()) || '." + HISTORY + "')";

    private final DataSource dataSource;
    private final Flyway flyway;

    /** @param flyway of the same database */
    Migrations(DataSource dataSource, Flyway flyway) {
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    /**
     * Applies those that are missing.
     *
     * @throws FlywayException if that fails, or the database is away
     * @throws PoolerException if some are missing, and a pooler stands in the way
     */
    void apply() {
        try {
            Pooler pooler = Pooler.before(dataSource);
            if (pooler.keepsSessions()) {
                flyway.migrate();
            } else if (pending() > 0) {
                throw PoolerException.noMigration(pending(), pooler);
            }
        } catch (SQLException e) {
            throw new FlywayException("the history cannot be read", e);
        }
    }

    /** How many are missing. A plain read, which leaves nothing in a session. */
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
