package io.github.maskroute.db;

import io.github.maskroute.outage.CertificateFault;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Classifies a failed write by SQLState: record, database or operator. The description quotes no value.
 *
 * @param owner who can put it right
 * @param answered whether the server answered a statement with it, so that a record may have caused it; false if there was no connection,
 *     or it broke
 * @param description SQLState and, where the server names them, constraint and column; of a value that does not fit, what the state
 *     means; where it helps the server's own words, which name tables, columns, roles and files
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public record SqlFault(Owner owner, boolean answered, String description) {

    /** Who can put a failed write right. */
    public enum Owner {
        /** Some record of the batch breaks a rule of the table: trying again is no use. */
        RECORD,
        /** The database is away or overloaded, or stopped the statement: trying again helps by itself. */
        DATABASE,
        /**
         * Statement, schema, privileges or login are wrong: trying again helps once somebody corrects them. Where the server answers so to
         * some records and stores others, the records are at fault.
         */
        OPERATOR
    }

    /** Connection, transaction state, statement name, rollback, resources, intervention, system, internal. */
    private static final Set<String> DATABASE_CLASSES = Set.of("08", "25", "26", "40", "53", "57", "58", "XX");

    /** Lock not available; and a statement name that somebody else has, as behind a pooler. */
    private static final Set<String> DATABASE_STATES = Set.of("55P03", "42P05");

    /** After these the connection is gone, or was never there. */
    private static final Set<String> WITHOUT_CONNECTION = Set.of("57P01", "57P02", "57P03", "57P05", "53300");

    /** Of these server or pooler say what stands in the way: a start-up parameter, read-only, disk, connections, memory, a shutdown. */
    private static final Set<String> TELLING_CLASSES = Set.of("08", "25", "53", "57");

    /** Feature, login, catalog, schema, syntax or privilege, object state. */
    private static final Set<String> OPERATOR_CLASSES = Set.of("0A", "28", "3D", "3F", "42", "55");

    /** What statements of our own raise: at a new connection, see {@code CurrentSchema}, and in a migration. */
    private static final Map<String, String> OWN_STATES = Map.of(
            "MR004", "currentSchema of maskroute.db.url is not in force: create that schema, grant its USAGE to the login, and behind a pooler"
                    + " also set the login's search_path by ALTER ROLE",
            "MR005", "the schema has a table unmask_audit that Maskroute did not make: rename it, or name another schema with currentSchema");

    /** Of the operator's, those whose words name only what the catalog holds. */
    private static final Set<String> WORDLESS_CLASSES = Set.of("0A", "55");

    /** Of the classes that look for names, those whose words have only such as the server found, or none: privilege, ON CONFLICT. */
    private static final Set<String> NAMELESS_STATES = Set.of("42501", "42P10");

    /** The server's routines that raise what a trigger or function chose to raise, with any state: PL/pgSQL, PL/Python, PL/Perl, PL/Tcl. */
    private static final Set<String> RAISING_ROUTINES = Set.of("exec_stmt_raise", "PLy_elog_impl", "PLy_elog", "plperl_call_perl_func",
            "plperl_call_perl_trigger_func", "throw_tcl_error");

    /** PgBouncer has no better state for it than that of a broken protocol. */
    private static final String NO_TRANSACTIONS = "transaction blocks not allowed in statement pooling mode";

    /** The fault behind what a write threw. A state of the server's that is nobody else's is a record's. */
    public static SqlFault of(Throwable thrown) {
        Optional<String> untrusted = untrusted(thrown);
        if (untrusted.isPresent()) {
            return new SqlFault(Owner.OPERATOR, false, untrusted.get() + "; see sslmode and sslrootcert in maskroute.db.url");
        }
        if (isOfStatementMode(thrown)) {
            return new SqlFault(Owner.OPERATOR, false, "a pooler in statement mode takes no transactions");
        }
        Optional<SQLException> sql = sqlException(thrown);
        if (sql.isEmpty()) {
            return new SqlFault(Owner.OPERATOR, false, thrown.getClass().getName());
        }
        String state = Optional.ofNullable(sql.get().getSQLState()).orElse("");
        String stateClass = state.length() == 5 ? state.substring(0, 2) : "";
        boolean answered = isAnswer(thrown, sql.get(), state);
        String own = OWN_STATES.get(state);
        if (own != null) {
            return new SqlFault(Owner.OPERATOR, answered, own);
        }
        return switch (owner(sql.get(), answered, state, stateClass)) {
            case DATABASE -> new SqlFault(Owner.DATABASE, answered, state.isEmpty() ? "no connection"
                    : "SQLState " + state + (TELLING_CLASSES.contains(stateClass) ? words(sql.get()) : ""));
            case OPERATOR -> new SqlFault(Owner.OPERATOR, answered, "SQLState " + state
                    + (WORDLESS_CLASSES.contains(stateClass) ? "" : isDriversOwn(sql.get()) ? ": refused by the driver" : words(sql.get())));
            case RECORD -> new SqlFault(Owner.RECORD, answered, "SQLState " + state + broken(sql.get(), state));
        };
    }

    /** Whether a pooler in statement mode refused a transaction; the server itself would name its routine. */
    public static boolean isOfStatementMode(Throwable thrown) {
        ServerErrorMessage refusal = serverError(thrown);
        return refusal != null && refusal.getRoutine() == null && String.valueOf(refusal.getMessage()).contains(NO_TRANSACTIONS);
    }

    /** What a trigger raises is never an outage: whatever its state, some record made it do so, or an operator made the trigger. */
    private static Owner owner(SQLException sql, boolean answered, String state, String stateClass) {
        if (stateClass.isEmpty() || DATABASE_CLASSES.contains(stateClass) || DATABASE_STATES.contains(state)) {
            return isRaised(sql) ? Owner.OPERATOR : Owner.DATABASE;
        }
        return OPERATOR_CLASSES.contains(stateClass) || !answered ? Owner.OPERATOR : Owner.RECORD;
    }

    /** Whether it is a statement's answer, on a connection that was there before and stays. */
    private static boolean isAnswer(Throwable thrown, SQLException sql, String state) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CannotGetJdbcConnectionException || t instanceof SQLTransientConnectionException
                    || t instanceof SQLNonTransientConnectionException) {
                return false;
            }
        }
        boolean onConnection = state.length() == 5 && !state.startsWith("08") && !WITHOUT_CONNECTION.contains(state);
        return isRaised(sql) || onConnection && !isDriversOwn(sql);
    }

    private static boolean isRaised(Throwable thrown) {
        ServerErrorMessage server = serverError(thrown);
        return server != null && server.getRoutine() != null && RAISING_ROUTINES.contains(server.getRoutine());
    }

    /** Why the driver would not talk to the server. Waiting is no use, though the driver says so with the state of a lost connection. */
    private static Optional<String> untrusted(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof PSQLException psql && psql.getServerErrorMessage() == null) {
                if (PSQLState.CONNECTION_REJECTED.getState().equals(psql.getSQLState())) {
                    return Optional.of("it offers no connection of the kind that is asked for");
                }
                if (psql.getCause() instanceof FileNotFoundException) {
                    return Optional.of("the file with its certificate authority cannot be read");
                }
                // Of this alone the driver keeps no cause; the name is no part of what it translates.
                if (String.valueOf(psql.getMessage()).contains("PgjdbcHostnameVerifier")) {
                    return Optional.of(CertificateFault.OTHER_HOST);
                }
            }
        }
        return CertificateFault.in(thrown);
    }

    private static Optional<SQLException> sqlException(Throwable thrown) {
        SQLException found = null;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && (found == null || found.getSQLState() == null)) {
                found = sql;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The driver itself says 22023 of a statement whose parameters were miscounted: no record can help that. */
    private static boolean isDriversOwn(SQLException sql) {
        return sql instanceof PSQLException && serverError(sql) == null;
    }

    /** The state's words come last: the cases of an event type know a detail by its beginning. */
    private static String broken(SQLException sql, String state) {
        // What a function raises names what it likes, with whatever state.
        if (isRaised(sql)) {
            return ": " + SqlStateText.RAISED;
        }
        ServerErrorMessage server = serverError(sql);
        return (server == null || server.getConstraint() == null ? "" : ", constraint " + server.getConstraint())
                + (server == null || server.getColumn() == null ? "" : ", column " + server.getColumn())
                + SqlStateText.of(state).map(words -> ": " + words).orElse("");
    }

    private static String words(SQLException sql) {
        ServerErrorMessage server = serverError(sql);
        return server == null ? "" : ": " + (mayQuote(server) ? "for its words see the server's log" : server.getMessage());
    }

    /**
     * With a context the words may be those of a function or trigger, which can quote what it likes. Without a place in the statement
     * a name may be a row's, as where {@code regrole} or {@code current_setting} looks for it.
     */
    private static boolean mayQuote(ServerErrorMessage server) {
        String state = String.valueOf(server.getSQLState());
        boolean looksForNames = (state.startsWith("42") || state.startsWith("3F")) && !NAMELESS_STATES.contains(state);
        return server.getWhere() != null || looksForNames && server.getPosition() == 0;
    }

    /** A pool wraps the driver's exception in its own. */
    private static @Nullable ServerErrorMessage serverError(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
                return psql.getServerErrorMessage();
            }
        }
        return null;
    }
}
