package io.github.maskroute.load;

import io.github.maskroute.batch.WriteFault;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.outage.Pauses;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which lines the ledger has already: what a load that is run again passes by unread. Asks for many lines at once. Safe for use by
 * several threads.
 */
public final class StoredLines {

    /** So many lines are asked for at once. */
    public static final int WINDOW = 10_000;

    private static final String QUERY =
            "SELECT message_id FROM processed_message WHERE sent_at = 'epoch' AND message_id BETWEEN ? AND ?";

    private final DataSource dataSource;
    private final Outage outage;
    private final Pauses pauses;

    public StoredLines(DataSource dataSource, Outage outage, Pauses pauses) {
        this.dataSource = dataSource;
        this.outage = outage;
        this.pauses = pauses;
    }

    /**
     * Those of a window, waiting while the database is away.
     *
     * @param first number of its first line
     * @return a bit for each line, set if the ledger has it; none after {@link Pauses#stop}
     * @throws SQLException if the database refuses
     */
    public BitSet window(LineIds ids, long first) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                BitSet stored = query(ids, first);
                outage.over();
                return stored;
            } catch (SQLException e) {
                WriteFault fault = WriteFault.of(e);
                if (fault.owner() != WriteFault.Owner.DATABASE) {
                    throw e;
                }
                if (attempt > 1) {
                    outage.began(fault.description(), "The load waits for it, and goes on by itself.");
                }
                if (!pauses.after(attempt)) {
                    return new BitSet();
                }
            }
        }
    }

    private BitSet query(LineIds ids, long first) throws SQLException {
        BitSet stored = new BitSet(WINDOW);
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setQueryTimeout(20);
            query.setObject(1, ids.id(first));
            query.setObject(2, ids.id(first + WINDOW - 1));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    stored.set((int) (ids.number(found.getObject(1, UUID.class)) - first));
                }
            }
        }
        return stored;
    }
}
