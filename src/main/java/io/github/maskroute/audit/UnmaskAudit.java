package io.github.maskroute.audit;

import io.github.maskroute.audit.AuditRefusedException.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Records decodings, and that values are forgotten, before it happens. The login needs INSERT on {@code unmask_audit} and nothing else.
 *
 * <p>Safe for use by several threads and processes at once if the pool is; the database takes their records one by one.
 */
public final class UnmaskAudit {

    /** For this transaction only. The wait is for other records' commits, which take milliseconds unless one hangs. */
    private static final String SETTINGS =
            "SELECT set_config('maskroute.unmask_daily_limit', ?, true), set_config('lock_timeout', '20s', true)";

    private static final String INSERT =
            "INSERT INTO %s (actor_host, reason, token_hash, count) VALUES (?, ?, ?, ?)";

    /** Begins a record of forgetting. No reason of a decoding has it at any place, or the one could pass for the other. */
    private static final String FORGET = "[forget ";

    /** The most that the database takes. Forgetting shows nobody a value. */
    private static final int NO_LIMIT = 999_999_999;

    private final DataSource pool;
    private final int dailyLimit;
    private final String actorHost;

    /**
     * @param dailyLimit tokens that one login of the database may decode in a day (UTC), 1 to 100,000,000
     * @param actorHost where the decoding runs, as the host names itself, 255 characters at most; nothing can prove it
     */
    public UnmaskAudit(DataSource pool, int dailyLimit, String actorHost) {
        this.pool = pool;
        this.dailyLimit = dailyLimit;
        this.actorHost = actorHost;
    }

    /**
     * Commits one record of tokens that are about to be decoded. Who and when are the database's own to say.
     *
     * @param reason why, 10 to 1,000 characters without the spaces around
     * @param tokens at least one, in the order in which they will be decoded
     * @throws AuditRefusedException if there is no record; nothing may be decoded then. Where a connection broke during the
     *     commit there may be one all the same, and it counts
     */
    public void record(String reason, List<String> tokens) {
        if (reason.contains(FORGET)) {
            throw new AuditRefusedException(Fault.REASON, "the reason of a decoding must not have `" + FORGET + "` in it, as records of"
                    + " forgetting do; word it otherwise");
        }
        record(dailyLimit, reason.strip(), tokens, tokens.size());
    }

    /**
     * Commits one record that rows with tokens of some values are about to be deleted or emptied. It counts as one token, whatever the
     * daily limit is; the reason in it begins with {@code [forget logins.device_id, 3 values]}.
     *
     * @param field the type and field, for example {@code logins.device_id}
     * @param reason why, 10 to 1,000 characters with what is put before it
     * @param tokens the present ones of the values, at least one: an auditor who has a value finds the record of it alone by its token
     * @throws AuditRefusedException if there is no record; nothing may be forgotten then
     */
    public void recordForgetting(String field, String reason, List<String> tokens) {
        String words = FORGET + field + ", " + tokens.size() + (tokens.size() == 1 ? " value] " : " values] ");
        record(NO_LIMIT, words + reason.strip(), tokens, 1);
    }

    private void record(int limit, String reason, List<String> tokens, int count) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("no tokens: there is nothing to record");
        }
        try {
            OwnTransaction.run(pool, OwnTransaction.Mode.WRITE,
                    (connection, table) -> insert(connection, table, limit, reason, tokens, count));
        } catch (SQLException e) {
            throw AuditRefusedException.of(e);
        }
    }

    /** @return the rows that the database says were added: always one */
    private int insert(Connection connection, String table, int limit, String reason, List<String> tokens, int count)
            throws SQLException {
        try (PreparedStatement settings = connection.prepareStatement(SETTINGS)) {
            settings.setString(1, Integer.toString(limit));
            settings.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(String.format(Locale.ROOT, INSERT, table))) {
            insert.setString(1, actorHost);
            insert.setString(2, reason);
            insert.setString(3, Sha256.hex(String.join("\n", tokens)));
            insert.setInt(4, count);
            int rows = insert.executeUpdate();
            if (rows != 1) {
                throw new AuditRefusedException(Fault.OTHER, "the database took the record without an error and did not keep it; "
                        + "look for triggers and rules on unmask_audit that Maskroute did not make");
            }
            return rows;
        }
    }
}
