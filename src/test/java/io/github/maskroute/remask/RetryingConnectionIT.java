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

/** What a transaction of a job is given, on a real server. */
class RetryingConnectionIT {

    /** The key of the old tokens may be destroyed afterwards. */
    @ParameterizedTest
    @CsvSource({"off, on", "local, local", "remote_apply, remote_apply"})
    void commitsSurviveACrashWhateverTheDatabaseIsSetTo(String set, String inForce) throws SQLException {
        String url = Services.get().newDatabase();
        Services.execute(url, "ALTER DATABASE " + url.substring(url.lastIndexOf('/') + 1) + " SET synchronous_commit = " + set);
        try (Database database = new Database(url, "postgres", "postgres", 1);
                RetryingConnection session = new RetryingConnection(database.dataSource(), connection -> { })) {
            assertThat(session.inTransaction(RetryingConnectionIT::synchronousCommit)).isEqualTo(inForce);
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
