package io.github.maskroute.app;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.config.Settings;
import io.github.maskroute.devservices.SampleEvents;
import io.github.maskroute.outage.DaemonThreads;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * Sends sample events, waits until they are drained, and prints masked rows and commands to paste.
 *
 * <p>Sample events are invented, so this is the one place that may print one.
 */
final class Quickstart implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Settings settings;
    private final boolean ownKeys;
    private final SqsConnection queue;
    private final DrainedQueues queues;
    private final DataSource dataSource;
    private final MessageMetrics metrics;
    private final String statusPage;
    private final CountDownLatch closed = new CountDownLatch(1);

    Quickstart(Settings settings, boolean ownKeys, SqsConnection queue, DrainedQueues queues, DataSource dataSource, MessageMetrics metrics,
            String statusPage) {
        this.settings = settings;
        this.ownKeys = ownKeys;
        this.queue = queue;
        this.queues = queues;
        this.dataSource = dataSource;
        this.metrics = metrics;
        this.statusPage = statusPage;
    }

    /** Runs on a thread of its own. */
    void start(PrintStream out) {
        DaemonThreads.start("maskroute-quickstart", () -> loginsUrl(settings, queues).ifPresent(queueUrl -> run(queueUrl, out)));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Sends the samples if the settings ask for them and a route polls their queue. */
    static void sendSamples(Settings settings, SqsConnection queue, DrainedQueues queues) {
        if (settings.devServices().samples()) {
            loginsUrl(settings, queues).ifPresent(queueUrl -> {
                List<String> samples = SampleEvents.bodies();
                LoggerFactory.getLogger(Quickstart.class).info("Sending {} sample events", samples.size());
                SampleEvents.send(queue.plain(), queueUrl, samples);
            });
        }
    }

    /** URL of the queue for events of the type of the samples. */
    private static Optional<String> loginsUrl(Settings settings, DrainedQueues queues) {
        return queues.now().stream().filter(polled -> polled.queue().name().equals(settings.queue().name()))
                .findFirst().map(PolledQueue::queueUrl);
    }

    private void run(String queueUrl, PrintStream out) {
        List<String> samples = SampleEvents.bodies();
        sendSamples(settings, queue, queues);
        if (settings.devServices().samples() && !awaitDrained(queueUrl, samples.size())) {
            return;
        }
        if (settings.logFormat().equals("text")) {
            print(queueUrl, samples.get(0), out);
        }
    }

    private boolean awaitDrained(String queueUrl, int samples) {
        Instant end = Instant.now().plus(PATIENCE);
        try {
            while (metrics.countStored() + metrics.countDeadLetters() < samples || queue.waiting(queueUrl) > 0) {
                if (Instant.now().isAfter(end) || closed.await(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void print(String queueUrl, String sample, PrintStream out) {
        String database = settings.database().url().substring("jdbc:".length()).replace("postgresql://",
                "postgresql://" + settings.database().user() + ":" + settings.database().password() + "@");
        Path keys = settings.mask().keyset().or(settings.mask()::keyFile).orElseThrow();
        out.printf(Locale.ROOT, """

                Maskroute is running: %s, waiting %d

                %s
                  Watch it:          %s
                  Look at the rows:  psql %s -c 'SELECT * FROM user_logins LIMIT 5'
                  Send an event:     AWS_ACCESS_KEY_ID=trial AWS_SECRET_ACCESS_KEY=trial aws sqs send-message --region us-east-1 --endpoint-url %s --queue-url %s --message-body '%s'
                  Edit the route:    routes/ - a saved file takes effect within seconds
                  Masking keys:      %s%s
                  For the tools:     in another shell: export %s%s
                  Stop:              Ctrl-C; queue, database and rows end with it

                """, metrics.summary(), queue.waiting(queueUrl), rows(), statusPage, database,
                settings.queue().endpoint().orElseThrow(), queueUrl, sample, keys,
                ownKeys ? "" : ", for trying out only",
                settings.serviceVariables(), ownKeys ? "" : " MASKROUTE_MASK_KEYSET=\"$PWD/" + keys + "\"");
        out.flush();
    }

    private String rows() {
        StringBuilder rows = new StringBuilder(String.format(Locale.ROOT, "  %-9s  %-27s  %-27s  %-6s  %s%n",
                "user_id", "masked_ip", "masked_device_id", "locale", "app_version"));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT left(user_id, 8), masked_ip, masked_device_id, locale, app_version FROM user_logins LIMIT 3")) {
            while (row.next()) {
                rows.append(String.format(Locale.ROOT, "  %s…  %.26s…  %.26s…  %-6s  %s%n",
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the rows cannot be read: SQLState " + e.getSQLState());
        }
        return rows.toString();
    }
}
