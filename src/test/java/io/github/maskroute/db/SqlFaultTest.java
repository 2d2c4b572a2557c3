package io.github.maskroute.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.db.SqlFault.Owner;
import java.io.FileNotFoundException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class SqlFaultTest {

    @ParameterizedTest
    @CsvSource({
        "22001, RECORD", "22003, RECORD", "22007, RECORD", "22021, RECORD", "22P02, RECORD", "22P05, RECORD",
        "23502, RECORD", "23503, RECORD", "23505, RECORD", "23514, RECORD", "44000, RECORD", "54000, RECORD", "P0001, RECORD",
        "08000, DATABASE", "08001, DATABASE", "08003, DATABASE", "08006, DATABASE", "08P01, DATABASE", "25006, DATABASE",
        "40001, DATABASE", "40P01, DATABASE", "53100, DATABASE", "53200, DATABASE", "53300, DATABASE", "55P03, DATABASE",
        "57014, DATABASE", "57P01, DATABASE", "57P02, DATABASE", "57P03, DATABASE", "58030, DATABASE", "XX000, DATABASE",
        "26000, DATABASE", "42P05, DATABASE", "0A000, OPERATOR", "55000, OPERATOR", "55006, OPERATOR",
        "28000, OPERATOR", "28P01, OPERATOR", "3D000, OPERATOR", "3F000, OPERATOR", "42501, OPERATOR", "42601, OPERATOR",
        "42703, OPERATOR", "42P01, OPERATOR", "42804, OPERATOR",
    })
    void shouldClassifyByState(String state, Owner owner) {
        SqlFault fault = SqlFault.of(new SQLException("secret", state));

        assertThat(fault.owner()).isEqualTo(owner);
        assertThat(fault.description()).contains(state).doesNotContain("secret");
    }

    /** The driver sends the time zone of its JVM, which a server may not know. */
    @Test
    void shouldNotBlameARecordForAConnectionThatThePoolCannotOpen() {
        PSQLException refused = new PSQLException(
                new ServerErrorMessage("SFATAL\0C22023\0Minvalid value for parameter \"TimeZone\": \"IST\"\0"));

        assertThat(SqlFault.of(new IllegalStateException(new SQLTransientConnectionException("not available", "22023", refused))))
                .isEqualTo(new SqlFault(Owner.OPERATOR, false, "SQLState 22023: invalid value for parameter \"TimeZone\": \"IST\""));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "22", "2200", "220011"})
    void shouldWaitWithoutAProperState(String state) {
        assertThat(SqlFault.of(new SQLException("secret", state)).owner()).isEqualTo(Owner.DATABASE);
    }

    @ParameterizedTest
    @CsvSource({
        "22001, value too long for type character varying(32)",
        "22P02, 'invalid input syntax for type integer: \"secret\"'",
        "22008, 'date/time field value out of range: \"secret\"'",
        "23505, 'duplicate key value violates unique constraint \"one_secret\"'",
        "23514, 'new row for relation \"user_logins\" violates check constraint \"c\"'",
        "P0001, no secret here",
    })
    void shouldNotQuoteTheServersMessageForARecord(String state, String message) {
        String server = "SERROR\0C" + state + "\0M" + message 
                + "\0DFailing row contains (secret).\0WCOPY secret\0nuser_logins_device_type_check\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))))
                .returns(Owner.RECORD, SqlFault::owner).returns(true, SqlFault::answered).extracting(SqlFault::description).asString()
                .startsWith("SQLState " + state + ", constraint user_logins_device_type_check").doesNotContain("secret");
    }

    /** For these states the server names no column, and its message quotes the value. */
    @ParameterizedTest
    @CsvSource({
        "22001, a text is longer than its column allows", "22003, a number is out of its column's range",
        "22007, a text is not a date or time",
        "22008, does not exist in the calendar", "22021, the database's encoding", "22P02, 'not a number, uuid, boolean'", "22P05, \\u0000",
        "22012, divides", "2202E, a value does not fit its column", "54000, larger than PostgreSQL allows", "P0001, a trigger or function",
    })
    void shouldExplainAStateWithoutNames(String state, String words) {
        String server = "SERROR\0C" + state + "\0Msecret\0Dsecret\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))).description())
                .startsWith("SQLState " + state + ": ").contains(words).doesNotContain("secret");
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server + "camount\0"))).description())
                .startsWith("SQLState " + state + ", column amount: ");
    }

    /** A function can raise any state, with any names. */
    @ParameterizedTest
    @ValueSource(strings = {"22003", "23514"})
    void shouldNotNameAColumnThatAFunctionRaised(String state) {
        String server = "SERROR\0C" + state + "\0Msecret\0csecret\0nsecret\0Rexec_stmt_raise\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))).description())
                .isEqualTo("SQLState " + state + ": raised by a trigger or function");
    }

    @Test
    void shouldNameTheColumnThatIsNotNull() {
        String server = "SERROR\0C23502\0Mnull value\0DFailing row contains (secret).\0tuser_logins\0ctenant\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))))
                .isEqualTo(new SqlFault(Owner.RECORD, true, "SQLState 23502, column tenant"));
    }

    @Test
    void shouldBlameTheOperatorForAPoolerInStatementMode() {
        String refusal = "SFATAL\0C08P01\0Mtransaction blocks not allowed in statement pooling mode\0";
        SQLException ofPooler = new SQLException(new PSQLException(new ServerErrorMessage(refusal)));
        SQLException ofTrigger = new PSQLException(new ServerErrorMessage(refusal + "Rexec_stmt_raise\0"));

        assertThat(SqlFault.of(ofPooler))
                .isEqualTo(new SqlFault(Owner.OPERATOR, false, "a pooler in statement mode does not support transactions"));
        assertThat(SqlFault.isOfStatementMode(ofTrigger)).isFalse();
    }

    @Test
    void shouldNotBlameARecordForARefusalOfTheDriver() {
        assertThat(SqlFault.of(new PSQLException("secret", PSQLState.INVALID_PARAMETER_VALUE)))
                .isEqualTo(new SqlFault(Owner.OPERATOR, false, "SQLState 22023: refused by the driver"));
    }

    @Test
    void shouldQuoteTheServersMessageWithoutDetailForAnOperator() {
        String server = "SERROR\0C42P01\0Mrelation \"user_logins\" does not exist\0P13\0Dsecret\0Hsecret\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))))
                .isEqualTo(new SqlFault(Owner.OPERATOR, true, "SQLState 42P01: relation \"user_logins\" does not exist"));
    }

    /** The driver reports the state of a lost connection, for which a caller would wait. */
    @Test
    void shouldBlameTheOperatorForAnUntrustedServer() {
        Throwable handshake = new SSLHandshakeException("secret").initCause(new CertificateException("secret"));
        PSQLException untrusted = new PSQLException("secret", PSQLState.CONNECTION_FAILURE, handshake);
        PSQLException otherHost =
                new PSQLException("secret could not be verified by PgjdbcHostnameVerifier.", PSQLState.CONNECTION_FAILURE);

        PSQLException noAuthority = new PSQLException("secret", PSQLState.CONNECTION_FAILURE, new FileNotFoundException("secret"));
        PSQLException unencrypted = new PSQLException("secret", PSQLState.CONNECTION_REJECTED);

        for (Exception refused : List.of(untrusted, otherHost, noAuthority, unencrypted)) {
            SqlFault fault = SqlFault.of(new SQLTransientConnectionException("secret", refused));
            assertThat(fault.owner()).isEqualTo(Owner.OPERATOR);
            assertThat(fault.description()).contains("sslmode").doesNotContain("secret");
        }
        assertThat(SqlFault.of(new PSQLException("secret", PSQLState.CONNECTION_FAILURE, new SSLHandshakeException("secret"))).owner())
                .isEqualTo(Owner.DATABASE);
    }

    @ParameterizedTest
    @CsvSource({
        "25006, cannot execute INSERT in a read-only transaction",
        "53100, 'could not extend file \"base/5/16400\": No space left on device'",
        "53300, 'too many connections for role \"maskroute_drain\"'",
        "57P03, the database system is starting up",
    })
    void shouldQuoteTheServersMessageForTheDatabase(String state, String message) {
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0Dsecret\0"))))
                .returns(Owner.DATABASE, SqlFault::owner).returns("SQLState " + state + ": " + message, SqlFault::description);
    }

    @ParameterizedTest
    @CsvSource({"42501, OPERATOR", "28000, OPERATOR", "53100, DATABASE", "57014, DATABASE"})
    void shouldNotQuoteATriggersMessage(String state, Owner owner) {
        String server = "SERROR\0C" + state + "\0Msecret may not log in\0WPL/pgSQL function f() line 1 at RAISE\0";

        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage(server))))
                .isEqualTo(new SqlFault(owner, true, "SQLState " + state + ": the server's log has the message"));
    }

    /** Errors at run time: {@code regrole}, {@code regclass} or {@code current_setting} look up a value of a row. */
    @ParameterizedTest
    @CsvSource({
        "42704, 'role \"secret\" does not exist'",
        "42704, 'unrecognized configuration parameter \"secret\"'",
        "42602, 'invalid configuration parameter name \"secret\"'",
        "42P01, 'relation \"secret\" does not exist'",
        "3F000, 'schema \"secret\" does not exist'",
    })
    void shouldNotQuoteANameThatMayBeARecordsValue(String state, String message) {
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0"))).description())
                .isEqualTo("SQLState " + state + ": the server's log has the message");
    }

    @ParameterizedTest
    @CsvSource({"42501, permission denied for table user_logins", "42P10, there is no unique constraint matching"})
    void shouldQuoteMessagesWithoutValues(String state, String message) {
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0"))).description())
                .isEqualTo("SQLState " + state + ": " + message);
    }

    /** A function can raise any state. None of them is a fault of the database. */
    @ParameterizedTest
    @CsvSource({
        "08006, exec_stmt_raise", "40001, exec_stmt_raise", "53100, exec_stmt_raise", "57014, exec_stmt_raise", "57P01, exec_stmt_raise",
        "XX000, exec_stmt_raise", "XX000, plperl_call_perl_func", "26000, PLy_elog_impl"})
    void shouldNotTakeAFunctionsErrorForAnOutage(String state, String routine) {
        String server = "SERROR\0C" + state + "\0Msecret\0WPL/pgSQL function f() line 1 at RAISE\0R" + routine + "\0";

        SqlFault fault = SqlFault.of(new PSQLException(new ServerErrorMessage(server)));

        assertThat(fault).returns(Owner.OPERATOR, SqlFault::owner).returns(true, SqlFault::answered);
        assertThat(fault.description()).contains(state).doesNotContain("secret");
    }

    /** Poolers have their own states for a server that is away. None of them is an answer to a record. */
    @Test
    void shouldNotTakeAFailedConnectionForAnAnswer() {
        PSQLException refused = new PSQLException(new ServerErrorMessage("SFATAL\0C42501\0Mpermission denied for database\0"));

        assertThat(SqlFault.of(refused).answered()).isTrue();
        assertThat(SqlFault.of(new CannotGetJdbcConnectionException("secret", refused)).answered()).isFalse();
        assertThat(SqlFault.of(new SQLTransientConnectionException("secret", refused)).answered()).isFalse();
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage("SFATAL\0C57P01\0Mterminating\0"))).answered()).isFalse();
        assertThat(SqlFault.of(new PSQLException(new ServerErrorMessage("SFATAL\0C08P01\0Mquery_wait_timeout\0"))).answered()).isFalse();
    }

    @Test
    void shouldLookBehindWrappers() {
        SQLException cause = new SQLException("secret", "23505");

        assertThat(SqlFault.of(new IllegalStateException("secret", new RuntimeException(cause)))).isEqualTo(SqlFault.of(cause));
        assertThat(SqlFault.of(new SQLTransientConnectionException("secret", null, new SQLException("secret", "28P01"))).owner())
                .isEqualTo(Owner.OPERATOR);
    }

    @Test
    void shouldBlameTheOperatorForOtherExceptions() {
        assertThat(SqlFault.of(new IllegalArgumentException("secret")))
                .isEqualTo(new SqlFault(Owner.OPERATOR, false, "java.lang.IllegalArgumentException"));
    }

    @Test
    void shouldBlameTheDatabaseIfThereIsNoConnection() {
        assertThat(SqlFault.of(new SQLTransientConnectionException("secret")))
                .isEqualTo(new SqlFault(Owner.DATABASE, false, "no connection"));
    }
}
