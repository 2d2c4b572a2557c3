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

/** Whether the ledger knows each message as long as the queue may bring it again, and forgets it then. */
public final class LedgerChecks {

    /** SQS's own limit. */
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final Duration retention;
    private final Duration prunings;
    private final List<String> reachable;
    private final Supplier<Optional<Duration>> queueRetention;

    /**
     * @param retention how long the ledger knows a message
     * @param prunings the time between two
     * @param reachable the names of the checks that look at the queues
     * @param queueRetention how long the queue keeps a message; asked for after the queue was looked at, empty if not known
     */
    public LedgerChecks(DataSource dataSource, Duration retention, Duration prunings, List<String> reachable,
            Supplier<Optional<Duration>> queueRetention) {
        this.dataSource = dataSource;
        this.retention = retention;
        this.prunings = prunings;
        this.reachable = reachable;
        this.queueRetention = queueRetention;
    }

    public List<Check> all() {
        return List.of(
                new Check("ledger retention", reachable, this::longEnough),
                new Check("ledger pruning", SchemaChecks.LEDGER_CHECK, this::pruned));
    }

    private Finding longEnough() {
        Duration queue = queueRetention.get().orElse(LONGEST);
        boolean known = queueRetention.get().isPresent();
        String words = "the ledger knows messages for " + TimeSpan.format(retention)
                + (known ? ", the queue keeps them for " : ", the queue does not say how long it keeps them, which on AWS is at most ")
                + TimeSpan.format(queue);
        if (retention.compareTo(queue) >= 0) {
            return Finding.ok(words);
        }
        String remedy = "set maskroute.ledger.retention to more than " + TimeSpan.format(queue);
        return known ? Finding.fail(words + ": one that comes again late would be stored twice", remedy) : Finding.warn(words, remedy);
    }

    private Finding pruned() throws SQLException {
        List<@Nullable String> row = ReadQuery.row(dataSource, """
                SELECT CAST(extract(epoch FROM now() - (SELECT min(sent_at) FROM processed_message WHERE sent_at > 'epoch')) AS bigint),
                       (SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = to_regclass('processed_message'))""");
        long entries = Long.parseLong(Objects.requireNonNull(row.get(1)));
        String size = entries < 0 ? "" : ", about " + entries + " entries";
        if (row.get(0) == null) {
            return Finding.ok("the ledger is empty");
        }
        Duration oldest = Duration.ofSeconds(Long.parseLong(row.get(0)));
        String words = "the oldest entry is of " + TimeSpan.format(oldest) + " ago" + size;
        return oldest.compareTo(retention.plus(prunings.multipliedBy(2)).plus(MARGIN)) <= 0 ? Finding.ok(words)
                : Finding.warn(words + ", and should have been forgotten after " + TimeSpan.format(retention),
                        "see that a drain runs, and what its log says of route maskroute-prune-ledger");
    }
}
