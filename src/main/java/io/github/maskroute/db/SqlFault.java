package io.github.maskroute.db;

import io.github.maskroute.outage.CertificateFault;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Classifies a failed write by SQLState: record, database or operator. The description quotes no value.
 *
 * @param owner who can correct it
 * @param answered whether the server sent it as the answer to a statement, so that a record may have caused it; false if there was no
 *     connection, or it broke
 * @param description SQLState and, if the server names them, constraint and column; for a value that does not fit, the meaning of the
 *     state; where it helps the server's message, which names tables, columns, roles and files
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public record SqlFault(Owner owner, boolean answered, String description) {

    /** Who can correct a failed write. */
    public enum Owner {
        /** A record of the batch breaks a rule of the table: a retry does not help. */
        RECORD,
        /** The database is away or overloaded, or stopped the statement: a retry helps. */
        DATABASE,
        /**
         * Statement, schema, privileges or login are wrong: a retry helps after an operator corrects them. If the server answers this for
         * some records and stores others, the records are at fault.
         */
        OPERATOR
    }

    /** Connection, transaction state, statement name, rollback, resources, intervention, system, internal. */
    private static final Set<String> DATABASE_CLASSES = Set.of("08", "25", "26", "40", "53", "57", "58", "XX");

    /** Lock not available; a statement name that another client uses, as behind a pooler. */
    private static final Set<String> DATABASE_STATES = Set.of("55P03", "42P05");

    /** The connection is closed, or was never opened. */
    private static final Set<String> WITHOUT_CONNECTION = Set.of("57P01", "57P02", "57P03", "57P05", "53300");

    /** The message of server or pooler names the cause: a start-up parameter, read-only, disk, connections, memory, a shutdown. */
    private static final Set<String> CLASSES_WITH_CAUSE = Set.of("08", "25", "53", "57");

    /** Feature, login, catalog, schema, syntax or privilege, object state. */
    private static final Set<String> OPERATOR_CLASSES = Set.of("0A", "28", "3D", "3F", "42", "55");

    /** Raised by our own statements: at a new connection, see {@code CurrentSchema}, and in a migration. */
    private static final Map<String, String> OWN_STATES = Map.of(
            "MR004", "currentSchema of maskroute.db.url is not in force: create that schema, grant its USAGE to the login, and behind a"
                    + " pooler also set the login's search_path by ALTER ROLE",
            "MR005", "the schema has a table unmask_audit that Maskroute did not create: rename it, or name another schema with"
                    + " currentSchema");

    /** Classes of the operator whose message is left out. */
    private static final Set<String> CLASSES_WITHOUT_MESSAGE = Set.of("0A", "55");

    /** States of name look-ups whose message has no names, or only names that exist: privilege, ON CONFLICT. */
    private static final Set<String> STATES_WITH_SAFE_NAMES = Set.of("42501", "42P10");

    /** The server's routines for errors that a trigger or function raises, with any state: PL/pgSQL, PL/Python, PL/Perl, PL/Tcl. */
    private static final Set<String> RAISING_ROUTINES = Set.of("exec_stmt_raise", "PLy_elog_impl", "PLy_elog", "plperl_call_perl_func",
            "plperl_call_perl_trigger_func", "throw_tcl_error");

    /** PgBouncer's message: its SQLState for this only says that the protocol was violated. */
    private static final String NO_TRANSACTIONS = "transaction blocks not allowed in statement pooling mode";

    /** Classifies an exception of a write. A server's state that belongs to no other owner belongs to a record. */
    public static SqlFault of(Throwable thrown) {
        Optional<String> untrusted = untrusted(thrown);
        if (untrusted.isPresent()) {
            return new SqlFault(Owner.OPERATOR, false, untrusted.get() + "; see sslmode and sslrootcert in maskroute.db.url");
        }
        if (isOfStatementMode(thrown)) {
            return new SqlFault(Owner.OPERATOR, false, "a pooler in statement mode does not support transactions");
        }
        Optional<SQLException> sql = sqlException(thrown);
        if (sql.isEmpty()) {
            return new SqlFault(Owner.OPERATOR, false, thrown.getClass().getName());
        }
        String state = stateOf(thrown);
        String stateClass = state.length() == 5 ? state.substring(0, 2) : "";
        boolean answered = isAnswer(thrown, sql.get(), state);
        String own = OWN_STATES.get(state);
        if (own != null) {
            return new SqlFault(Owner.OPERATOR, answered, own);
        }
        return switch (owner(sql.get(), answered, state, stateClass)) {
            case DATABASE -> new SqlFault(Owner.DATABASE, answered, state.isEmpty() ? "no connection"
                    : "SQLState " + state + (CLASSES_WITH_CAUSE.contains(stateClass) ? message(sql.get()) : ""));
            case OPERATOR -> new SqlFault(Owner.OPERATOR, answered, "SQLState " + state + (CLASSES_WITHOUT_MESSAGE.contains(stateClass) ? ""
                    : isDriversOwn(sql.get()) ? ": refused by the driver" : message(sql.get())));
            case RECORD -> new SqlFault(Owner.RECORD, answered, "SQLState " + state + brokenRule(sql.get(), state));
        };
    }

    /** The SQLState of an exception or its causes, as a pool may wrap the driver's exception in one without; empty if none exists. */
    public static String stateOf(Throwable thrown) {
        return sqlException(thrown).map(SQLException::getSQLState).orElse("");
    }

    /** Whether a pooler in statement mode refused a transaction. The server itself would name its routine. */
    public static boolean isOfStatementMode(Throwable thrown) {
        ServerErrorMessage refusal = serverError(thrown);
        return refusal != null && refusal.getRoutine() == null && String.valueOf(refusal.getMessage()).contains(NO_TRANSACTIONS);
    }

    /** An error that a trigger raises is never an outage: a record caused it, or an operator must correct the trigger. */
    private static Owner owner(SQLException sql, boolean answered, String state, String stateClass) {
        if (stateClass.isEmpty() || DATABASE_CLASSES.contains(stateClass) || DATABASE_STATES.contains(state)) {
            return isRaised(sql) ? Owner.OPERATOR : Owner.DATABASE;
        }
        return OPERATOR_CLASSES.contains(stateClass) || !answered ? Owner.OPERATOR : Owner.RECORD;
    }

    /** Whether the server answered a statement on a connection that was open before and stays open. */
    private static boolean isAnswer(Throwable thrown, SQLException sql, String state) {
        boolean failedToConnect = chain(thrown).anyMatch(cause -> cause instanceof CannotGetJdbcConnectionException
                || cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException);
        boolean onConnection = state.length() == 5 && !state.startsWith("08") && !WITHOUT_CONNECTION.contains(state);
        return !failedToConnect && (isRaised(sql) || onConnection && !isDriversOwn(sql));
    }

    private static boolean isRaised(Throwable thrown) {
        ServerErrorMessage server = serverError(thrown);
        return server != null && server.getRoutine() != null && RAISING_ROUTINES.contains(server.getRoutine());
    }

    /** Why the driver refuses the server. A retry does not help, although the driver reports the state of a lost connection. */
    private static Optional<String> untrusted(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof PSQLException psql && psql.getServerErrorMessage() == null) {
                if (PSQLState.CONNECTION_REJECTED.getState().equals(psql.getSQLState())) {
                    return Optional.of("it does not offer the requested kind of connection");
                }
                if (psql.getCause() instanceof FileNotFoundException) {
                    return Optional.of("the file with its certificate authority cannot be read");
                }
                // The only case without a cause. The driver does not translate the class name.
                if (String.valueOf(psql.getMessage()).contains("PgjdbcHostnameVerifier")) {
                    return Optional.of(CertificateFault.OTHER_HOST);
                }
            }
        }
        return CertificateFault.in(thrown);
    }

    /** The first with a state, otherwise the last. */
    private static Optional<SQLException> sqlException(Throwable thrown) {
        return chain(thrown).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .reduce((found, next) -> found.getSQLState() == null ? next : found);
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
    }

    /** The driver itself reports 22023 if the number of parameters is wrong, which no record can correct. */
    private static boolean isDriversOwn(SQLException sql) {
        return sql instanceof PSQLException && serverError(sql) == null;
    }

    /** The state's text comes last: the cases of an event type match a detail by its beginning. */
    private static String brokenRule(SQLException sql, String state) {
        // A function can raise any state and any names.
        if (isRaised(sql)) {
            return ": " + SqlStateText.RAISED;
        }
        ServerErrorMessage server = serverError(sql);
        return (server == null || server.getConstraint() == null ? "" : ", constraint " + server.getConstraint())
                + (server == null || server.getColumn() == null ? "" : ", column " + server.getColumn())
                + SqlStateText.of(state).map(text -> ": " + text).orElse("");
    }

    private static String message(SQLException sql) {
        ServerErrorMessage server = serverError(sql);
        return server == null ? "" : ": " + (mayQuote(server) ? "the server's log has the message" : server.getMessage());
    }

    /**
     * A message with a context may come from a function or trigger, which can quote any value. A name without a position in the statement
     * may come from a row, for example if {@code regrole} or {@code current_setting} looks it up.
     */
    private static boolean mayQuote(ServerErrorMessage server) {
        String state = String.valueOf(server.getSQLState());
        boolean looksUpNames = (state.startsWith("42") || state.startsWith("3F")) && !STATES_WITH_SAFE_NAMES.contains(state);
        return server.getWhere() != null || looksUpNames && server.getPosition() == 0;
    }

    /** A pool wraps the driver's exception in its own. */
    private static @Nullable ServerErrorMessage serverError(Throwable thrown) {
        return chain(thrown).filter(PSQLException.class::isInstance).map(cause -> ((PSQLException) cause).getServerErrorMessage())
                .filter(Objects::nonNull).findFirst().orElse(null);
    }
}
