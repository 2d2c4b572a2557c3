package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections with auto-commit that verify each commit, whatever pool they come from.
 *
 * <p>A host program's pool may have auto-commit off: the statement would not be committed, and the message would be deleted nevertheless.
 * An update count does not prove a commit either: behind a pooler in transaction mode, the server may have a transaction open that no
 * client knows. Each connection is therefore a {@link ProvenConnection}.
 *
 * <p>Safe for use by several threads if the pool is.
 */
public final class CommittingDataSource extends DelegatingDataSource {

    /** @param pool of connections of PostgreSQL's JDBC driver, wrapped or not */
    public CommittingDataSource(DataSource pool) {
        super(pool);
    }

    /** @throws SQLException also if the connection is not one of PostgreSQL's driver: its commits cannot be verified */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        DataSource pool = getTargetDataSource();
        if (pool instanceof CommittingDataSource || pool instanceof RolledBack) {
            return connection;
        }
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return ProvenConnection.of(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
