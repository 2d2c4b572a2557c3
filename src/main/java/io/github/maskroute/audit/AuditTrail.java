package io.github.maskroute.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Reads the audit, with a login that has SELECT on {@code unmask_audit}. Safe for use by several threads if the pool is.
 *
 * <p>Records are streamed: memory does not grow with their number.
 */
public final class AuditTrail {

    private static final int FETCH_SIZE = 1_000;
    private static final String SELECT = "SELECT " + AuditRecord.COLUMNS + " FROM ";

    private final DataSource pool;

    public AuditTrail(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Passes records to the consumer, newest first. Holds a connection meanwhile.
     *
     * @throws AuditRefusedException if they cannot be read; the consumer may have received some by then
     */
    public void forEach(Filter filter, Consumer<AuditRecord> consumer) {
        stream(filter.where() + " ORDER BY id DESC LIMIT " + filter.limit(), filter.parameters(), row -> {
            consumer.accept(row);
            return true;
        });
    }

    /**
     * Recomputes the chain from its first record to its last.
     *
     * @throws AuditRefusedException if it cannot be read
     */
    public ChainResult verify() {
        return verify(Optional.empty());
    }

    /**
     * Recomputes the chain, and checks that it contains a certain record.
     *
     * @param head hash of the last record at an earlier time; 64 zeros if there was none, which is valid for every chain
     * @throws AuditRefusedException if it cannot be read
     */
    public ChainResult verify(Optional<String> head) {
        ChainCheck check = new ChainCheck(head);
        stream(" ORDER BY id", List.of(), check::follows);
        return check.result();
    }

    /** @param rest the query after the table's name */
    private void stream(String rest, List<Object> parameters, Predicate<AuditRecord> whileTrue) {
        try {
            OwnTransaction.run(pool, OwnTransaction.Access.READ,
                    (connection, table) -> read(connection, SELECT + table + rest, parameters, whileTrue));
        } catch (SQLException e) {
            throw AuditRefusedException.of(e);
        }
    }

    /** @return the number of records that were read */
    private static long read(Connection connection, String sql, List<Object> parameters, Predicate<AuditRecord> whileTrue)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.size(); i++) {
                select.setObject(i + 1, parameters.get(i));
            }
            long read = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && whileTrue.test(AuditRecord.read(rows))) {
                    read++;
                }
            }
            return read;
        }
    }
}
