package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "COMMIT", "commit and chain", " \n\tRollback", "SELECT 1; END", "SAVEPOINT s", "PREPARE TRANSACTION 'x'",
        "-- a comment\nCOMMIT", "-- a comment\rCOMMIT", "-- one\n-- two\n\n COMMIT",
        "/* a comment */ COMMIT", "/* one */ /* two */ -- three\nCOMMIT", "/**/COMMIT",
        "/* one /* within */ another */ COMMIT", "/* /* /* */ */ */COMMIT", "SELECT 1; /* /* */ */ COMMIT",
    })
    void shouldFindCommands(String sql) throws SQLException {
        assertThat(TransactionCommands.areIn(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "SELECT 1", "-- COMMIT", "-- COMMIT\nSELECT 1", "/* COMMIT */ SELECT 1", "/* /* */ COMMIT */ SELECT 1", "SELECT 'x; COMMIT'",
        "committed", "INSERT INTO commit VALUES (?)", "/* never ends COMMIT",
    })
    void shouldFindNoCommandInOtherStatements(String sql) throws SQLException {
        assertThat(TransactionCommands.areIn(sql)).isFalse();
    }
}
