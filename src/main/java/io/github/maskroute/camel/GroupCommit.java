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
 * <p>The rows of waiting exchanges go, many at a time, as a {@code List} to the endpoint {@code to}; each exchange goes
 * on, or fails, on its own. The step returns at once while there is room, so that a poller can fill the batch, and
 * blocks it when there is none. One instance serves one route; it starts and stops with it.
 */
public final class GroupCommit extends AsyncProcessorSupport implements CamelContextAware, ShutdownPrepared {

    /** Name of the bean, an {@link Outage}, that says whether the database is away; without it each step has its own. */
    public static final String DATABASE_OUTAGE = "maskroute-database-outage";

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final String UPDATE_COUNT = "CamelSqlUpdateCount";

    private @Nullable CamelContext camelContext;
    private @Nullable String to;
    private int maxRows = 200;
    private int writers = 1;
    private Duration maxPause = Duration.ofSeconds(30);

    private @Nullable Running running;
    private final AtomicBoolean refusalTold = new AtomicBoolean();

    /** Endpoint that stores a batch in one transaction, all or none, and answers with the number of messages that are new. */
    public void setTo(String to) {
        this.to = to;
    }

    /** The same; null until it is set. */
    public @Nullable String getTo() {
        return to;
    }

    /** Rows of a batch at most. */
    public void setMaxRows(int maxRows) {
        this.maxRows = maxRows;
    }

    /** How many batches may be written at once. */
    public void setWriters(int writers) {
        this.writers = writers;
    }

    /** Longest pause between attempts while the database is away, in seconds. */
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
        if (refusalTold.compareAndSet(false, true)) {
            LOG.atWarn().addKeyValue(LogSubject.ROUTE, exchange.getFromRouteId())
                    .log("Messages of {} stay in the queue and come again: this step is stopped.", exchange.getFromRouteId());
        }
        exchange.setException(new LeftInQueueException("the step is stopped"));
        callback.done(true);
        return true;
    }

    /** Sends rows to be stored, and gives how many of their messages were not stored before. */
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

    /** What a statement selects, or, where it ends with an INSERT, its update count; -1 if it says neither. */
    private static int count(Message message) {
        Integer rows = message.getHeader(UPDATE_COUNT, Integer.class);
        return rows != null ? rows : message.getBody() instanceof Number claimed ? claimed.intValue() : -1;
    }

    /** The route is to stop, and not just to pause: whoever waits for the database waits no more. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        Running current = running;
        if (current != null && !suspendOnly) {
            current.pauses.stop();
        }
    }

    @Override
    protected void doStop() {
        Running current = running;
        if (current != null) {
            current.pauses.stop();
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

    /** What exists from start to stop. */
    private final class Running implements NaturalBatcher.Flush<PendingExchange>, BatchWriter.Results<PendingExchange> {

        final Backoff pauses = new Backoff(maxPause);

        /** A slow dead-letter queue must not hold up the writer. */
        final NaturalBatcher<RejectedExchange> rejections;

        final ProducerTemplate template;
        final NaturalBatcher<PendingExchange> batcher;
        private final String endpoint;
        private final MessageMetrics tallies;
        private final Outage database;
        private final AtomicReference<@Nullable BatchWriter<PendingExchange>> writer = new AtomicReference<>();

        Running(CamelContext context, String endpoint) {
            this.endpoint = endpoint;
            this.tallies = MessageMetrics.of(context);
            this.database = outage(context);
            this.template = context.createProducerTemplate();
            this.rejections = new NaturalBatcher<>("maskroute-rejections", 1, maxRows, maxRows, new RejectedExchange.FailEach());
            this.batcher = new NaturalBatcher<>("maskroute-writer", writers, maxRows, maxRows * (writers + 1), this);
        }

        /** The program's own, so that all who use the database tell of one outage once; what one route suffers alone is a part. */
        private static Outage outage(CamelContext context) {
            Outage shared = context.getRegistry().lookupByNameAndType(DATABASE_OUTAGE, Outage.class);
            return shared == null ? new Outage("The database") : shared;
        }

        @Override
        public void flush(List<PendingExchange> batch) {
            OldestInFlight oldest = tally(batch).oldest();
            Object hand = oldest.take(batch.stream().mapToLong(PendingExchange::sentMillis).min().orElseThrow());
            try {
                writer(batch).write(batch);
            } finally {
                oldest.settle(hand);
            }
        }

        /** All are of the one route that this serves. */
        private RouteMetrics tally(List<PendingExchange> batch) {
            return tallies.of(batch.get(0).exchange());
        }

        /** Only a message knows the route's id. */
        private BatchWriter<PendingExchange> writer(List<PendingExchange> batch) {
            return Objects.requireNonNull(writer.updateAndGet(there -> there != null ? there : new BatchWriter<>(this::store, this, this::take,
                    maxRows, database.part(String.valueOf(batch.get(0).exchange().getFromRouteId())), pauses)));
        }

        private List<PendingExchange> take(int max) {
            return batcher.takePending(max);
        }

        private int store(List<PendingExchange> batch) throws Exception {
            long begin = System.nanoTime();
            try {
                return GroupCommit.store(template, endpoint, batch.stream().map(PendingExchange::row).toList());
            } finally {
                tally(batch).written(Duration.ofNanos(System.nanoTime() - begin));
            }
        }

        @Override
        public void stored(List<PendingExchange> batch, int added) {
            RouteMetrics tally = tally(batch);
            tally.stored(added, batch.size() - added);
            long now = System.currentTimeMillis();
            // Of a batch with duplicates nobody knows which they are, only that they came before.
            batch.stream().filter(pending -> added == batch.size() || pending.isFirstDelivery())
                    .forEach(pending -> tally.delivered(Duration.ofMillis(Math.max(0, now - pending.sentMillis()))));
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
            String why = "the database did not take them before the stop (" + fault.description() + ")";
            leave(batch, why, why);
        }

        @Override
        public void failed(List<PendingExchange> batch, Throwable cause) {
            leave(batch, new ExceptionSummary(cause), cause.getClass().getName());
        }

        /** @param words for the log, made here: for want of memory that may fail, and each must be left nonetheless */
        private void leave(List<PendingExchange> batch, Object words, String why) {
            try {
                LogSubject.warnOfSeveral(
                        LOG, batch.stream().map(PendingExchange::exchange).toList(), "stay in the queue and come again: " + words);
            } finally {
                batch.forEach(pending -> pending.fail(new LeftInQueueException(why)));
            }
        }
    }
}
