package io.github.maskroute.doctor;

import io.github.maskroute.config.TimeSpan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks that the ledger keeps each message at least as long as the queue does, and that old entries are pruned. */
public final class LedgerChecks {

    /** The longest retention that SQS allows. */
    private static final Duration MAX_QUEUE_RETENTION = Duration.ofDays(14);
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final Duration retention;
    private final Duration pruneInterval;
    private final List<String> reachable;
    private final Supplier<Optional<Duration>> queueRetention;

    /**
     * @param retention how long the ledger keeps a message
     * @param pruneInterval the time between two runs of the pruning
     * @param reachable the names of the checks that read the queues' attributes
     * @param queueRetention how long the queue keeps a message; called after those checks, empty if unknown
     */
    public LedgerChecks(DataSource dataSource, Duration retention, Duration pruneInterval, List<String> reachable,
            Supplier<Optional<Duration>> queueRetention) {
        this.dataSource = dataSource;
        this.retention = retention;
        this.pruneInterval = pruneInterval;
        this.reachable = reachable;
        this.queueRetention = queueRetention;
    }

    public List<Check> all() {
        return List.of(
                new Check("ledger retention", reachable, this::retention),
                new Check("ledger pruning", SchemaChecks.LEDGER_CHECK, this::pruning));
    }

    private Finding retention() {
        Duration queue = queueRetention.get().orElse(MAX_QUEUE_RETENTION);
        boolean known = queueRetention.get().isPresent();
        String description = "the ledger keeps messages for " + TimeSpan.format(retention)
                + (known ? ", the queue keeps them for " : ", the queue does not report how long it keeps them, which on AWS is at most ")
                + TimeSpan.format(queue);
        if (retention.compareTo(queue) >= 0) {
            return Finding.ok(description);
        }
        String remedy = "set maskroute.ledger.retention to more than " + TimeSpan.format(queue);
        return known ? Finding.fail(description + ": a late duplicate would be stored twice", remedy) : Finding.warn(description, remedy);
    }

    private Finding pruning() throws SQLException {
        List<@Nullable String> row = ReadQuery.row(dataSource, """
                SELECT CAST(extract(epoch FROM now() - (SELECT min(sent_at) FROM processed_message WHERE sent_at > 'epoch')) AS bigint),
                       (SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = to_regclass('processed_message'))""");
        long entries = Long.parseLong(Objects.requireNonNull(row.get(1)));
        String size = entries < 0 ? "" : ", about " + entries + " entries";
        if (row.get(0) == null) {
            return Finding.ok("the ledger is empty");
        }
        Duration oldest = Duration.ofSeconds(Long.parseLong(row.get(0)));
        String description = "the oldest entry is " + TimeSpan.format(oldest) + " old" + size;
        return oldest.compareTo(retention.plus(pruneInterval.multipliedBy(2)).plus(MARGIN)) <= 0 ? Finding.ok(description)
                : Finding.warn(description + " and should have been pruned after " + TimeSpan.format(retention),
                        "make sure that a drain runs, and check its log for the route maskroute-prune-ledger");
    }
}
