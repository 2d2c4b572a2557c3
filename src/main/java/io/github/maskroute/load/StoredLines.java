package io.github.maskroute.load;

import io.github.maskroute.db.SqlFault;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.Outage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.UUID;
import javax.sql.DataSource;

/** Queries the ledger's table. Thread-safe. */
public final class StoredLines implements StoredLineLookup {

    private static final String QUERY =
            "SELECT message_id FROM processed_message WHERE sent_at = 'epoch' AND message_id BETWEEN ? AND ?";

    private final DataSource dataSource;
    private final Outage outage;
    private final Backoff pauses;

    public StoredLines(DataSource dataSource, Outage outage, Backoff pauses) {
        this.dataSource = dataSource;
        this.outage = outage;
        this.pauses = pauses;
    }

    /** Waits while the database is unavailable, until {@link Backoff#stop}. */
    @Override
    public BitSet window(LineIds ids, long first) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                BitSet stored = query(ids, first);
                outage.over();
                return stored;
            } catch (SQLException e) {
                SqlFault fault = SqlFault.of(e);
                if (fault.owner() != SqlFault.Owner.DATABASE) {
                    throw e;
                }
                if (attempt > 1) {
                    outage.began(fault.description(), "The load waits and continues automatically.");
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
