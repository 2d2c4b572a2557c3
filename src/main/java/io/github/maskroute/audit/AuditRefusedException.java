package io.github.maskroute.audit;

import io.github.maskroute.db.SqlFault;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * The audit could not be written or read. The message is one line with rule and remedy, without tokens and the given reason.
 */
public final class AuditRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Fault {
        /** The login would decode more tokens than it may in a day (UTC). */
        DAILY_LIMIT,
        /** The reason is too short, too long, or has characters that the database cannot store. */
        REASON,
        /** The login is refused, or lacks a privilege. */
        NOT_ALLOWED,
        /** The audit table does not exist. */
        NO_TABLE,
        /** The database cannot be reached, is overloaded, or is read-only: trying again may help. */
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
        return switch (faultOf(SqlFault.stateOf(thrown), fault)) {
            case DAILY_LIMIT -> new AuditRefusedException(Fault.DAILY_LIMIT, serverMessage(thrown)
                    + "; decode fewer tokens, wait for the next day, or have maskroute.unmask.daily-limit raised");
            case REASON -> new AuditRefusedException(Fault.REASON, "the reason must have 10 to 1000 characters of plain text ("
                    + fault.description() + "); give a reason that others understand, for example a ticket's number and subject");
            case NOT_ALLOWED -> new AuditRefusedException(Fault.NOT_ALLOWED, "the database refuses this login ("
                    + fault.description() + "); to decode, it must be a member of maskroute_unmask; to forget, of maskroute_forget;"
                    + " to read the audit, it needs SELECT on unmask_audit");
            case NO_TABLE -> new AuditRefusedException(Fault.NO_TABLE, "the table unmask_audit does not exist;"
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
        // Of the inserted values, only the reason is free text.
        if (state.equals(CHECK_VIOLATION) || state.startsWith("22")) {
            return Fault.REASON;
        }
        if (fault.owner() == SqlFault.Owner.DATABASE) {
            return Fault.DATABASE_AWAY;
        }
        return state.startsWith("42") || state.startsWith("28") ? Fault.NOT_ALLOWED : Fault.OTHER;
    }

    private static String serverMessage(SQLException thrown) {
        return thrown instanceof PSQLException psql && psql.getServerErrorMessage() != null
                ? String.valueOf(psql.getServerErrorMessage().getMessage())
                : "the daily limit is reached";
    }
}
