package io.github.maskroute.app;

import io.github.maskroute.aws.AwsErrorText;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.RunSettings;
import io.github.maskroute.config.Settings;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.outage.CertificateFault;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.sqs.BatchedDeletes;
import io.github.maskroute.sqs.BestEffortExtensions;
import io.github.maskroute.sqs.CachedQueueLookups;
import io.github.maskroute.sqs.LimitedReceives;
import io.github.maskroute.sqs.PausableReceives;
import io.github.maskroute.sqs.QueueCounts;
import io.github.maskroute.sqs.QueueName;
import io.github.maskroute.sqs.RetryingSends;
import io.github.maskroute.sqs.SqsFault;
import io.github.maskroute.sqs.StringAttributesOnly;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The SQS clients of a drain: a plain one, and one for routes that waits through outages. Safe for use by several threads. */
public final class SqsConnection implements AutoCloseable {

    private final Settings settings;
    private final Outage outage;
    private final Outage deadLetters;
    private final CachedQueueLookups plain;
    private final PausableReceives receives;
    private final Optional<LimitedReceives> counted;
    private final BatchedDeletes deletes;

    /** Connects at first use. */
    public SqsConnection(ServiceFactory services) {
        this(services, new SimpleMeterRegistry(), false);
    }

    /**
     * The same, with meters.
     *
     * @param embedded whether SQS is embedded: queues that do not exist are created
     */
    SqsConnection(ServiceFactory services, MeterRegistry meters, boolean embedded) {
        this.settings = services.settings();
        String place = ServiceLocations.queue(settings);
        this.outage = new Outage("The queue", place);
        this.deadLetters = new Outage("The dead-letter queue", place);
        SqsClient client = services.sqs();
        this.plain = new CachedQueueLookups(client, embedded ? name -> EmbeddedQueue.createQueue(client, name) : null);
        this.receives = new PausableReceives(new StringAttributesOnly(plain), outage);
        this.counted = Optional.of(settings.run()).filter(RunSettings::drains)
                .map(run -> new LimitedReceives(receives, run.maxMessages().orElse(Long.MAX_VALUE)));
        SqsClient patient = new RetryingSends(
                new BestEffortExtensions(counted.map(SqsClient.class::cast).orElse(receives)), receives, deadLetters, outage);
        this.deletes = new BatchedDeletes(patient, receives, outage, settings.queue().concurrentConsumers(), meters);
    }

    /** The client for routes: it batches deletes and waits through outages. */
    SqsClient forRoutes() {
        return deletes;
    }

    /** The outage of SQS, or of one of the queues that routes poll. */
    public Outage outage() {
        return outage;
    }

    /** The outage of dead-letter queues. */
    public Outage deadLetters() {
        return deadLetters;
    }

    /** Ends receiving and waiting for SQS, before the program stops. */
    void stop() {
        receives.pause();
        deletes.stopWaiting();
    }

    /** The receives, which can be paused. */
    PausableReceives receives() {
        return receives;
    }

    /** The receives of a run in mode drain, which are counted and limited. */
    Optional<LimitedReceives> counted() {
        return counted;
    }

    /** The AWS client, which looks each queue up once. */
    public SqsClient plain() {
        return plain;
    }

    /**
     * Looks up the queues of a route.
     *
     * @throws ConfigurationException if a queue does not exist or cannot be looked up
     */
    PolledQueue find(PolledQueue polled, Backoff pauses) {
        if (polled.queue().isFifo() != polled.deadLetters().isFifo()) {
            throw new ConfigurationException("route " + polled.route()
                    + " names a queue and a dead-letter queue of which only one ends in .fifo:"
                    + " name two FIFO queues, or none");
        }
        return new PolledQueue(
                polled.route(), find(polled.queue(), polled.route(), pauses), find(polled.deadLetters(), polled.route(), pauses));
    }

    /**
     * Looks up the URL of a queue, waiting while SQS is away.
     *
     * @param route that names the queue
     * @throws ConfigurationException if the queue does not exist or cannot be looked up
     */
    public QueueName find(QueueName queue, String route, Backoff pauses) {
        Optional<String> given = queue.url();
        for (int attempt = 1; given.isEmpty(); attempt++) {
            try {
                given = Optional.of(plain.getQueueUrl(request -> request.queueName(queue.name())).queueUrl());
                if (attempt > 1) {
                    // A first answer may come from the cache, and then proves nothing about an outage.
                    outage.over();
                }
            } catch (SdkException e) {
                SqsFault fault = SqsFault.of(e);
                if (!fault.away()) {
                    throw CertificateFault.in(e).map(words -> untrusted(words + AwsErrorText.proxySuffix(e)))
                            .orElseGet(() -> refused(place(queue.name(), route), e, fault));
                }
                outage.began(fault.description(), "The start waits for it.");
                if (!pauses.after(attempt)) {
                    throw e;
                }
            }
        }
        return new QueueName(queue.name(), given);
    }

    private static ConfigurationException untrusted(String certificateFault) {
        return new ConfigurationException("the SQS of setting maskroute.queue.endpoint is not trusted (" + certificateFault
                + "): correct it, or the host name in that setting; a certificate authority of your own belongs in a trust store:"
                + " JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");
    }

    /** Where a queue is named: {@code setting maskroute.queue.name}, or a route. */
    public String place(String name, String route) {
        return settings.settingOfQueue(name).orElse("route " + route);
    }

    private static ConfigurationException refused(String place, SdkException e, SqsFault fault) {
        if (e instanceof QueueDoesNotExistException) {
            return new ConfigurationException(place + " names a queue that does not exist: create it, or name another");
        }
        return new ConfigurationException(SqsFault.unasked(e).orElseGet(() -> "the queue of " + place + " cannot be looked up ("
                + fault.description() + "): grant sqs:GetQueueUrl, or set the queue's URL"));
    }

    /** The approximate number of messages that are visible, delayed or in flight. */
    int waiting(String queueUrl) {
        return QueueCounts.of(plain, queueUrl).total();
    }

    @Override
    public void close() {
        deletes.close();
    }
}
