package io.github.maskroute.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/**
 * Has the server parse a statement without running it, and returns the types of its result.
 *
 * <p>JDBC's own way, {@code PreparedStatement.getMetaData}, makes the driver name the statement on the server. Names outlive the
 * transaction, and behind a pooler they conflict with those of other clients. For one thread and one statement.
 */
final class Description extends ResultHandlerBase {

    private static final int FLAGS = QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final List<Integer> types = new ArrayList<>();

    private Description() {}

    /** @return the columns' types as PostgreSQL's OIDs; empty if the statement returns nothing */
    static List<Integer> of(Connection connection, String sql) throws SQLException {
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        Query query = driver.createQuery(sql, true, true).query;
        Description description = new Description();
        driver.getQueryExecutor().execute(query, query.createParameterList(), description, 0, 0, FLAGS);
        return List.copyOf(description.types);
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
        for (Field field : fields) {
            types.add(field.getOID());
        }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        // Nothing runs that could cause a warning.
    }
}
