package io.github.maskroute.remask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.Database;
import io.github.maskroute.testing.Services;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a transaction, on a real server. */
class RetryingConnectionIT {

    /** An operator may destroy the key of the old tokens afterwards. */
    @ParameterizedTest
    @CsvSource({"off, on", "local, local", "remote_apply, remote_apply"})
    void shouldCommitDurablyForEachSettingOfTheDatabase(String set, String effective) throws SQLException {
        String url = Services.get().newDatabase();
        Services.execute(url, "ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " SET synchronous_commit = " + set);
        try (Database database = new Database(url, "postgres", "postgres", 1);
                RetryingConnection connection = RetryingConnection.of(database.dataSource())) {
            assertThat(connection.inTransaction(RetryingConnectionIT::synchronousCommit)).isEqualTo(effective);
        }
        assertThat(Services.query(url, "SHOW synchronous_commit").get(0)).containsEntry("synchronous_commit", set);
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }
}
