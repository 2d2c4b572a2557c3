package io.github.maskroute.camel;

import io.github.maskroute.batch.BatchWriter;
import io.github.maskroute.batch.NaturalBatcher;
import io.github.maskroute.batch.UnknownRowCountException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.ExceptionSummary;
import io.github.maskroute.outage.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an exchange until the batch with its record is committed.
 *
 * <p>The step sends the rows of waiting exchanges in batches, as a {@code List}, to the endpoint {@code to}. Each exchange then
 * continues or fails separately. The step returns immediately while the queue of waiting exchanges has capacity, so that a poller can
 * fill the batch, and blocks the poller when the queue is full. One instance serves one route; it starts and stops with the route.
 */
public final class GroupCommit extends AsyncProcessorSupport implements CamelContextAware, ShutdownPrepared {

    /** Name of the bean, an {@link Outage}, that records outages of the database; without the bean each step has its own. */
    public static final String DATABASE_OUTAGE = "maskroute-database-outage";

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final String UPDATE_COUNT = "CamelSqlUpdateCount";

    private @Nullable CamelContext camelContext;
    private @Nullable String to;
    private int maxRows = 200;
    private int writers = 1;
    private Duration maxPause = Duration.ofSeconds(30);

    private @Nullable Running running;
    private final AtomicBoolean stopLogged = new AtomicBoolean();

    /** Endpoint that stores a batch in one transaction, all or nothing, and returns the number of messages that are new. */
    public void setTo(String to) {
        this.to = to;
    }

    /** The endpoint that stores a batch; null until it is set. */
    public @Nullable String getTo() {
        return to;
    }

    /** Maximum number of rows in a batch. */
    public void setMaxRows(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Maximum number of batches that are written at the same time. */
    public void setWriters(int writers) {
        this.writers = writers;
    }

    /** Longest pause between attempts while the database is unavailable, in seconds. */
    public void setMaxPauseSeconds(int seconds) {
        this.maxPause = Duration.ofSeconds(seconds);
    }

    @Override
    protected void doStart() {
        running = new Running(Objects.requireNonNull(camelContext), Objects.requireNonNull(to, "GroupCommit needs `to`"));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (Objects.requireNonNull(running).batcher.add(PendingExchange.of(exchange, callback))) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopLogged.compareAndSet(false, true)) {
            LOG.atWarn().addKeyValue(LogSubject.ROUTE, exchange.getFromRouteId())
                    .log("Messages of {} stay in the queue and are delivered again: this step is stopped.", exchange.getFromRouteId());
        }
        exchange.setException(new LeftInQueueException("the step is stopped"));
        callback.done(true);
        return true;
    }

    /**
     * Sends rows to the endpoint that stores them.
     *
     * @return the number of their messages that were not stored before
     * @throws UnknownRowCountException if the endpoint returns no such number
     */
    public static int store(ProducerTemplate template, String endpoint, List<Object> rows) throws Exception {
        Exchange sent = template.send(endpoint, exchange -> exchange.getMessage().setBody(rows));
        if (sent.getException() != null) {
            throw sent.getException();
        }
        int added = count(sent.getMessage());
        if (added < 0 || added > rows.size()) {
            throw new UnknownRowCountException();
        }
        return added;
    }

    /** The number that a statement selects or, if it ends with an INSERT, its update count; -1 if there is neither. */
    private static int count(Message message) {
        Integer rows = message.getHeader(UPDATE_COUNT, Integer.class);
        return rows != null ? rows : message.getBody() instanceof Number claimed ? claimed.intValue() : -1;
    }

    /** If the route stops, and is not only suspended, writers that wait for the database give up. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        Running current = running;
        if (current != null && !suspendOnly) {
            current.backoff.stop();
        }
    }

    @Override
    protected void doStop() {
        Running current = running;
        if (current != null) {
            current.backoff.stop();
            current.batcher.close();
            current.rejections.close();
            current.template.stop();
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The state of a started step. */
    private final class Running implements NaturalBatcher.Flush<PendingExchange>, BatchWriter.Results<PendingExchange> {

        final Backoff backoff = new Backoff(maxPause);

        /** Separate from the writer, so that a slow dead-letter queue does not delay it. */
        final NaturalBatcher<RejectedExchange> rejections;

        final ProducerTemplate template;
        final NaturalBatcher<PendingExchange> batcher;
        private final String endpoint;
        private final MessageMetrics metrics;
        private final Outage database;
        private final AtomicReference<@Nullable BatchWriter<PendingExchange>> writer = new AtomicReference<>();

        Running(CamelContext context, String endpoint) {
            this.endpoint = endpoint;
            this.metrics = MessageMetrics.of(context);
            this.database = outage(context);
            this.template = context.createProducerTemplate();
            this.rejections = new NaturalBatcher<>("maskroute-rejections", 1, maxRows, maxRows, new RejectedExchange.FailEach());
            this.batcher = new NaturalBatcher<>("maskroute-writer", writers, maxRows, maxRows * (writers + 1), this);
        }

        /** The program's shared outage, so that each outage of the database is logged once; a fault of one route alone is a part of it. */
        private static Outage outage(CamelContext context) {
            Outage shared = context.getRegistry().lookupByNameAndType(DATABASE_OUTAGE, Outage.class);
            return shared == null ? new Outage("The database") : shared;
        }

        @Override
        public void flush(List<PendingExchange> batch) {
            OldestInFlight oldest = metrics(batch).oldest();
            Object write = oldest.begin(batch.stream().mapToLong(PendingExchange::sentMillis).min().orElseThrow());
            try {
                writer(batch).write(batch);
            } finally {
                oldest.end(write);
            }
        }

        /** All exchanges of a batch belong to the one route of this step. */
        private RouteMetrics metrics(List<PendingExchange> batch) {
            return metrics.of(batch.get(0).exchange());
        }

        /** Created with the first batch, because only an exchange has the route's id. */
        private BatchWriter<PendingExchange> writer(List<PendingExchange> batch) {
            return Objects.requireNonNull(writer.updateAndGet(existing -> existing != null ? existing
                    : new BatchWriter<>(this::store, this, this::takePending, maxRows,
                            database.part(String.valueOf(batch.get(0).exchange().getFromRouteId())), backoff)));
        }

        private List<PendingExchange> takePending(int max) {
            return batcher.takePending(max);
        }

        private int store(List<PendingExchange> batch) throws Exception {
            long begin = System.nanoTime();
            try {
                return GroupCommit.store(template, endpoint, batch.stream().map(PendingExchange::row).toList());
            } finally {
                metrics(batch).written(Duration.ofNanos(System.nanoTime() - begin));
            }
        }

        @Override
        public void stored(List<PendingExchange> batch, int added) {
            RouteMetrics route = metrics(batch);
            route.stored(added, batch.size() - added);
            long now = System.currentTimeMillis();
            // In a batch with duplicates only first deliveries are known to be new.
            batch.stream().filter(pending -> added == batch.size() || pending.isFirstDelivery())
                    .forEach(pending -> route.delivered(Duration.ofMillis(Math.max(0, now - pending.sentMillis()))));
            batch.forEach(PendingExchange::complete);
        }

        @Override
        public void rejected(PendingExchange pending, SqlFault fault) {
            RejectedExchange rejected = new RejectedExchange(
                    pending, new RejectedException(new Rejection(Rejection.Reason.CONSTRAINT, fault.description())));
            try {
                if (rejections.add(rejected)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            rejected.fail();
        }

        @Override
        public void abandoned(List<PendingExchange> batch, SqlFault fault) {
            String reason = "the database did not store them before the stop (" + fault.description() + ")";
            leave(batch, reason, reason);
        }

        @Override
        public void failed(List<PendingExchange> batch, Throwable cause) {
            leave(batch, new ExceptionSummary(cause), cause.getClass().getName());
        }

        /** @param description for the log; formatted inside the try block, because that may fail when memory is short */
        private void leave(List<PendingExchange> batch, Object description, String reason) {
            try {
                LogSubject.warnOfSeveral(LOG, batch.stream().map(PendingExchange::exchange).toList(),
                        "stay in the queue and are delivered again: " + description);
            } finally {
                batch.forEach(pending -> pending.fail(new LeftInQueueException(reason)));
            }
        }
    }
}
