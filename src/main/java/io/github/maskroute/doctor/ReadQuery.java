package io.github.maskroute.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs queries that only read, and returns their results as text. */
final class ReadQuery {

    private static final int TIMEOUT_SECONDS = 20;

    private ReadQuery() {}

    /** The columns of the first row. */
    static List<@Nullable String> row(DataSource dataSource, String sql) throws SQLException {
        return rows(dataSource, sql).get(0);
    }

    /** All rows. */
    static List<List<@Nullable String>> rows(DataSource dataSource, String sql, String... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return read(statement);
        }
    }

    private static List<List<@Nullable String>> read(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            List<List<@Nullable String>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
