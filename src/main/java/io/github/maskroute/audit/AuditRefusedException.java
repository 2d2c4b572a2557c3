package io.github.maskroute.audit;

import io.github.maskroute.db.SqlFault;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * The audit could not be written or read. The message is one line, rule and remedy; never a token, never the reason given.
 */
public final class AuditRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong, for callers that tell faults apart. */
    public enum Fault {
        /** The login would decode more tokens than it may in a day (UTC). */
        DAILY_LIMIT,
        /** The reason is too short, too long, or no text that the database can store. */
        REASON,
        /** The login is refused, or lacks the privilege. */
        NOT_ALLOWED,
        /** There is no table to record in. */
        NO_TABLE,
        /** The database cannot be reached, is overloaded, or takes no writes: trying again may help. */
        DATABASE_AWAY,
        /** Anything else, such as a table that was altered. */
        OTHER
    }

    private static final String DAILY_LIMIT = "MR001";
    private static final String CHECK_VIOLATION = "23514";
    private static final String UNDEFINED_TABLE = "42P01";

    private final Fault fault;

    AuditRefusedException(Fault fault, String message) {
        super(message.replaceAll("\\R", " "));
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** Without the cause, whose message may quote the record. */
    static AuditRefusedException of(SQLException thrown) {
        SqlFault fault = SqlFault.of(thrown);
        return switch (faultOf(state(thrown), fault)) {
            case DAILY_LIMIT -> new AuditRefusedException(Fault.DAILY_LIMIT, serverWords(thrown)
                    + "; decode fewer tokens, wait for the next day, or have maskroute.unmask.daily-limit raised");
            case REASON -> new AuditRefusedException(Fault.REASON, "the reason must have 10 to 1000 characters of plain text ("
                    + fault.description() + "); say why in words that others understand, for example the number of a ticket and its matter");
            case NOT_ALLOWED -> new AuditRefusedException(Fault.NOT_ALLOWED, "the database refuses this login ("
                    + fault.description() + "); who decodes must be a member of maskroute_unmask, who forgets of maskroute_forget,"
                    + " who reads the audit needs SELECT on it");
            case NO_TABLE -> new AuditRefusedException(Fault.NO_TABLE, "there is no table unmask_audit;"
                    + " run `maskroute migrate`, or name its database and schema (currentSchema) in maskroute.db.url");
            case DATABASE_AWAY -> new AuditRefusedException(Fault.DATABASE_AWAY, "the database of the audit does not answer ("
                    + fault.description() + "); nothing is decoded or forgotten without a record, so try again later");
            case OTHER -> new AuditRefusedException(Fault.OTHER, "the database refuses the audit (" + fault.description()
                    + "); compare table unmask_audit and its triggers with Maskroute's migrations");
        };
    }

    private static Fault faultOf(String state, SqlFault fault) {
        if (state.equals(DAILY_LIMIT)) {
            return Fault.DAILY_LIMIT;
        }
        if (state.equals(UNDEFINED_TABLE)) {
            return Fault.NO_TABLE;
        }
        // Of what is inserted, only the reason is as somebody typed it.
        if (state.equals(CHECK_VIOLATION) || state.startsWith("22")) {
            return Fault.REASON;
        }
        if (fault.owner() == SqlFault.Owner.DATABASE) {
            return Fault.DATABASE_AWAY;
        }
        return state.startsWith("42") || state.startsWith("28") ? Fault.NOT_ALLOWED : Fault.OTHER;
    }

    /** A pool wraps the driver's exception in one of its own, which may have no state. */
    private static String state(SQLException thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String serverWords(SQLException thrown) {
        return thrown instanceof PSQLException psql && psql.getServerErrorMessage() != null
                ? String.valueOf(psql.getServerErrorMessage().getMessage())
                : "the daily limit is reached";
    }
}
