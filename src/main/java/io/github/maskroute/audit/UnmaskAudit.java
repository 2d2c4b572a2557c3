package io.github.maskroute.audit;

import io.github.maskroute.audit.AuditRefusedException.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Records decodings and deletions of values before they happen. The login needs only INSERT on {@code unmask_audit}.
 *
 * <p>Safe for use by several threads and processes at once if the pool is. The database serializes their records.
 */
public final class UnmaskAudit {

    /** For this transaction only. The lock timeout limits the wait for commits of other records, which take milliseconds. */
    private static final String SETTINGS =
            "SELECT set_config('maskroute.unmask_daily_limit', ?, true), set_config('lock_timeout', '20s', true)";

    private static final String INSERT =
            "INSERT INTO %s (actor_host, reason, token_hash, count) VALUES (?, ?, ?, ?)";

    /** Begins the reason of a record of forgetting. The reason of a decoding must not contain it, so that the two cannot be confused. */
    private static final String FORGET = "[forget ";

    /** The highest limit that the database accepts. Forgetting does not reveal a value. */
    private static final int NO_LIMIT = 999_999_999;

    private final DataSource pool;
    private final int dailyLimit;
    private final String actorHost;

    /**
     * @param dailyLimit number of tokens that one login of the database may decode in a day (UTC), 1 to 100,000,000
     * @param actorHost where the decoding runs, by the host's own name, 255 characters at most; it cannot be verified
     */
    public UnmaskAudit(DataSource pool, int dailyLimit, String actorHost) {
        this.pool = pool;
        this.dailyLimit = dailyLimit;
        this.actorHost = actorHost;
    }

    /**
     * Commits one record of tokens that are about to be decoded. The database sets its actor and time.
     *
     * @param reason 10 to 1,000 characters without surrounding spaces
     * @param tokens at least one, in the order in which they will be decoded
     * @throws AuditRefusedException if nothing was recorded; nothing may be decoded then. If the connection broke during the commit, there
     *     may be a record nevertheless, and it counts
     */
    public void record(String reason, List<String> tokens) {
        if (reason.contains(FORGET)) {
            throw new AuditRefusedException(Fault.REASON, "the reason of a decoding must not contain `" + FORGET + "`, which marks records"
                    + " of forgetting; give another reason");
        }
        record(dailyLimit, reason.strip(), tokens, tokens.size());
    }

    /**
     * Commits one record that rows with tokens of some values are about to be deleted or emptied. It counts as one token, and the daily
     * limit does not apply. Its reason begins with {@code [forget logins.device_id, 3 values]}.
     *
     * @param field the type and field, for example {@code logins.device_id}
     * @param reason 10 to 1,000 characters including this beginning
     * @param tokens the present tokens of the values, at least one. With a value's token, an auditor finds the record of that value alone
     * @throws AuditRefusedException if nothing was recorded; nothing may be forgotten then
     */
    public void recordForgetting(String field, String reason, List<String> tokens) {
        String prefix = FORGET + field + ", " + tokens.size() + (tokens.size() == 1 ? " value] " : " values] ");
        record(NO_LIMIT, prefix + reason.strip(), tokens, 1);
    }

    private void record(int limit, String reason, List<String> tokens, int count) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("tokens must not be empty");
        }
        try {
            OwnTransaction.run(pool, OwnTransaction.Access.WRITE,
                    (connection, table) -> insert(connection, table, limit, reason, tokens, count));
        } catch (SQLException e) {
            throw AuditRefusedException.of(e);
        }
    }

    /** @return the number of rows that the database reports: always one */
    private int insert(Connection connection, String table, int limit, String reason, List<String> tokens, int count)
            throws SQLException {
        try (PreparedStatement settings = connection.prepareStatement(SETTINGS)) {
            settings.setString(1, Integer.toString(limit));
            settings.execute();
        }
        try (PreparedStatement insert = connection.prepareStatement(String.format(Locale.ROOT, INSERT, table))) {
            insert.setString(1, actorHost);
            insert.setString(2, reason);
            insert.setString(3, DigestUtils.sha256Hex(String.join("\n", tokens)));
            insert.setInt(4, count);
            int rows = insert.executeUpdate();
            if (rows != 1) {
                throw new AuditRefusedException(Fault.OTHER, "the database accepted the record without an error and did not store it;"
                        + " check unmask_audit for triggers and rules that Maskroute did not create");
            }
            return rows;
        }
    }
}
