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
 * Asks the database, also while there is nothing to store, whether it is there and how large the ledger is.
 *
 * <p>{@link #ask} and {@link #measureLedger} are for one thread; their answers may be read by several.
 */
public final class DatabaseProbe {

    private static final String LEDGER = """
            SELECT (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'processed_message'::regclass),
                   (SELECT extract(epoch FROM min(sent_at)) FROM processed_message WHERE sent_at > 'epoch'),
                   current_schema()""";
    private static final String WAIT = "The drain waits for it. No message is lost or dead-lettered.";
    private static final String MEND = "Mend login or privileges: the drain waits, and goes on by itself.";
    private static final int LIMIT_SECONDS = 5;

    /** Connecting may fail once, when the pool throws away what was cut. */
    private static final int FAILURES_TO_TELL = 2;

    private static final Ledger UNKNOWN = new Ledger(Double.NaN, Double.NaN);

    private final DataSource dataSource;
    private final Outage outage;
    private final AtomicReference<Ledger> ledger = new AtomicReference<>(UNKNOWN);
    private volatile String schema = "";
    private int failures;

    /**
     * @param outage is told what the probe finds
     * @param retention how long the ledger shall know a message
     * @param meters get {@code maskroute.ledger.…}
     */
    public DatabaseProbe(DataSource dataSource, Outage outage, Duration retention, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.outage = outage;
        Gauge.builder("maskroute.ledger.entries", () -> ledger.get().entries)
                .description("Messages that the ledger knows, as PostgreSQL estimates it").register(meters);
        Gauge.builder("maskroute.ledger.oldest", () -> ledger.get().ageSeconds()).baseUnit("seconds")
                .description("Age of the oldest message that the ledger knows; 0 while it is empty").register(meters);
        Gauge.builder("maskroute.ledger.retention", retention::toSeconds).baseUnit("seconds")
                .description("How long the ledger shall know a message").register(meters);
    }

    /** Asks whether it is there. Never throws for an answer that is none. */
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
        if (++failures < FAILURES_TO_TELL) {
            return;
        }
        if (fault.owner() == SqlFault.Owner.OPERATOR) {
            outage.probeRefused(fault.description(), MEND);
        } else {
            outage.probeFailed(fault.description(), WAIT);
        }
    }

    /** Asks how large the ledger is; what cannot be told becomes unknown. */
    public void measureLedger() {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(LIMIT_SECONDS);
            try (ResultSet row = statement.executeQuery(LEDGER)) {
                row.next();
                ledger.set(new Ledger(row.getDouble(1), row.getDouble(2)));
                schema = Objects.requireNonNullElse(row.getString(3), "");
            }
        } catch (SQLException e) {
            // That the database is away, or a right is missing, is told where it matters.
            ledger.set(UNKNOWN);
        }
    }

    /** The first of the session's search_path, where the ledger is; empty while it is not known. */
    public String schema() {
        return schema;
    }

    /** @param oldestSeconds of the epoch; 0 while there is no entry */
    private record Ledger(double entries, double oldestSeconds) {

        double ageSeconds() {
            return oldestSeconds == 0 ? 0 : Math.max(0, Instant.now().getEpochSecond() - oldestSeconds);
        }
    }
}
