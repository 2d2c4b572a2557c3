package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections whose statements commit by themselves, whatever pool they come from.
 *
 * <p>A host's pool may have auto-commit off: then nobody would commit the statement, and the message would be deleted
 * all the same. Safe for use by several threads if the pool is.
 */
public final class CommittingDataSource extends DelegatingDataSource {

    public CommittingDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        if (!connection.getAutoCommit()) {
            connection.setAutoCommit(true);
        }
        return connection;
    }
}
