package io.github.maskroute.batch;

import io.github.maskroute.tls.CertificateFault;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * Whose fault a failed write is, told by SQLState, and words for it that quote no value.
 *
 * @param owner who can mend it
 * @param description SQLState and, where the server names them, constraint and column; where it helps the server's own words,
 *     which name tables, columns, roles and files
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public record WriteFault(Owner owner, String description) {

    /** Who can mend a failed write. */
    public enum Owner {
        /** Some record of the batch breaks a rule of the table: trying again is no use. */
        RECORD,
        /** The database is away or overloaded, or stopped the statement: trying again helps by itself. */
        DATABASE,
        /** Statement, schema, privileges or login are wrong: trying again helps once somebody mends them. */
        OPERATOR
    }

    /** Connection, feature, state, rollback, resources, not in the right state, intervention, system, internal. */
    private static final Set<String> DATABASE_CLASSES = Set.of("08", "0A", "25", "40", "53", "55", "57", "58", "XX");

    /** Of these the server says what stands in its way: read-only, disk, connections, memory, a shutdown. */
    private static final Set<String> TELLING_CLASSES = Set.of("25", "53", "57");

    /** Login, catalog, schema, syntax or privilege. */
    private static final Set<String> OPERATOR_CLASSES = Set.of("28", "3D", "3F", "42");

    /** The fault behind what a write threw. What the server says of no one else is said of a record. */
    public static WriteFault of(Throwable thrown) {
        Optional<String> untrusted = untrusted(thrown);
        if (untrusted.isPresent()) {
            return new WriteFault(Owner.OPERATOR, untrusted.get() + "; see sslmode and sslrootcert in maskroute.db.url");
        }
        Optional<SQLException> sql = sqlException(thrown);
        if (sql.isEmpty()) {
            return new WriteFault(Owner.OPERATOR, thrown.getClass().getName());
        }
        String state = Optional.ofNullable(sql.get().getSQLState()).orElse("");
        String stateClass = state.length() == 5 ? state.substring(0, 2) : "";
        if (stateClass.isEmpty() || DATABASE_CLASSES.contains(stateClass)) {
            String words = TELLING_CLASSES.contains(stateClass) && serverError(sql.get()) != null ? ": " + serverWords(sql.get()) : "";
            return new WriteFault(Owner.DATABASE, state.isEmpty() ? "no connection" : "SQLState " + state + words);
        }
        if (OPERATOR_CLASSES.contains(stateClass) || isDriversOwn(sql.get()) || isOfConnecting(thrown)) {
            return new WriteFault(Owner.OPERATOR, "SQLState " + state + ": " + serverWords(sql.get()));
        }
        return new WriteFault(Owner.RECORD, "SQLState " + state + broken(sql.get()));
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

    /** As when the server does not know the time zone of this machine (22023): no record was sent yet. */
    private static boolean isOfConnecting(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException || t instanceof SQLNonTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private static String broken(SQLException sql) {
        ServerErrorMessage server = serverError(sql);
        if (server == null) {
            return "";
        }
        return (server.getConstraint() == null ? "" : ", constraint " + server.getConstraint())
                + (server.getColumn() == null ? "" : ", column " + server.getColumn());
    }

    /** With a context they may be those of a function or trigger, which can quote what it likes. */
    private static String serverWords(SQLException sql) {
        ServerErrorMessage server = serverError(sql);
        if (server == null) {
            return "refused by the driver";
        }
        return server.getWhere() == null ? String.valueOf(server.getMessage()) : "for its words see the server's log";
    }

    /** A pool wraps the driver's exception in its own. */
    private static @Nullable ServerErrorMessage serverError(SQLException sql) {
        for (Throwable t = sql; t != null; t = t.getCause()) {
            if (t instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
                return psql.getServerErrorMessage();
            }
        }
        return null;
    }
}
