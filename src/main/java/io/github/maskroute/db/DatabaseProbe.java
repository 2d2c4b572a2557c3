package io.github.maskroute.db;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * Checks whether the database is available and how large the ledger is, also while there is nothing to store.
 *
 * <p>{@link #ask} and {@link #measureLedger} are for one thread; several threads may read their results.
 */
public final class DatabaseProbe {

    private static final String LEDGER = """
            SELECT (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'processed_message'::regclass),
                   (SELECT extract(epoch FROM min(sent_at)) FROM processed_message WHERE sent_at > 'epoch'),
                   current_schema()""";
    private static final String WAIT = "The drain waits for it. No message is lost or dead-lettered.";
    private static final String CORRECT = "Correct login or privileges: the drain waits and continues by itself.";
    private static final int LIMIT_SECONDS = 5;

    /** A connection may fail once, when the pool discards broken connections. */
    private static final int REPORTED_FAILURES = 2;

    private static final Ledger UNKNOWN = new Ledger(Double.NaN, Double.NaN);

    private final DataSource dataSource;
    private final Outage outage;
    private final AtomicReference<Ledger> ledger = new AtomicReference<>(UNKNOWN);
    private volatile String schema = "";
    private int failures;

    /**
     * @param outage records what the probe finds
     * @param retention how long the ledger keeps a message
     * @param meters get {@code maskroute.ledger.…}
     */
    public DatabaseProbe(DataSource dataSource, Outage outage, Duration retention, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.outage = outage;
        Gauge.builder("maskroute.ledger.entries", () -> ledger.get().entries)
                .description("Messages in the ledger, as PostgreSQL estimates it").register(meters);
        Gauge.builder("maskroute.ledger.oldest", () -> ledger.get().ageSeconds()).baseUnit("seconds")
                .description("Age of the oldest message in the ledger; 0 while it is empty").register(meters);
        Gauge.builder("maskroute.ledger.retention", retention::toSeconds).baseUnit("seconds")
                .description("How long the ledger keeps a message").register(meters);
    }

    /** Checks whether the database answers. Does not throw if it does not. */
    public void ask() {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.isValid(LIMIT_SECONDS)) {
                failures = 0;
                outage.probeAnswered();
            } else {
                failed(new SqlFault(SqlFault.Owner.DATABASE, false, "no answer within " + LIMIT_SECONDS + " s"));
            }
        } catch (SQLException e) {
            failed(SqlFault.of(e));
        }
    }

    private void failed(SqlFault fault) {
        if (++failures < REPORTED_FAILURES) {
            return;
        }
        if (fault.owner() == SqlFault.Owner.OPERATOR) {
            outage.probeRefused(fault.description(), CORRECT);
        } else {
            outage.probeFailed(fault.description(), WAIT);
        }
    }

    /** Measures the ledger. The values become unknown if the query fails. */
    public void measureLedger() {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            try (ResultSet row = statement.executeQuery(LEDGER)) {
                row.next();
                ledger.set(new Ledger(row.getDouble(1), row.getDouble(2)));
                schema = Objects.requireNonNullElse(row.getString(3), "");
            }
        } catch (SQLException e) {
            // An outage or a missing privilege is reported by those that depend on it.
            ledger.set(UNKNOWN);
        }
    }

    /** The session's first schema, with the ledger; empty while it is unknown. */
    public String schema() {
        return schema;
    }

    /** @param oldestSeconds epoch seconds; 0 while there is no entry */
    private record Ledger(double entries, double oldestSeconds) {

        double ageSeconds() {
            return oldestSeconds == 0 ? 0 : Math.max(0, Instant.now().getEpochSecond() - oldestSeconds);
        }
    }
}
