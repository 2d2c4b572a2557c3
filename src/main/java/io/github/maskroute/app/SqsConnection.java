package io.github.maskroute.app;

import io.github.maskroute.aws.ByProxy;
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
import io.github.maskroute.sqs.QueueName;
import io.github.maskroute.sqs.RetryingSends;
import io.github.maskroute.sqs.SqsFault;
import io.github.maskroute.sqs.StringAttributesOnly;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** The SQS that the settings name, with the clients for it. Safe for use by several threads. */
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
     * The same, with meters of what is done to the queue.
     *
     * @param embedded whether it is this program's own, where queues that are not there are made
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

    /** The client for routes: it gathers deletes and waits through outages. */
    SqsClient forRoutes() {
        return deletes;
    }

    /** Whether SQS is away, or refuses one of the queues that are drained. */
    public Outage outage() {
        return outage;
    }

    /** Whether dead-letter queues are away. */
    public Outage deadLetters() {
        return deadLetters;
    }

    /** Receives nothing more, and lets nobody wait for SQS: the program is to stop. */
    void stop() {
        receives.pause();
        deletes.stopWaiting();
    }

    /** Lets pollers return at once, for an edit say. */
    PausableReceives receives() {
        return receives;
    }

    /** What pollers receive in a run that drains. */
    Optional<LimitedReceives> counted() {
        return counted;
    }

    /** The client as AWS made it, but for look-ups, which it does once. */
    public SqsClient plain() {
        return plain;
    }

    /**
     * Finds the queues of a route.
     *
     * @throws ConfigurationException if one does not exist, or cannot be asked for
     */
    PolledQueue find(PolledQueue polled, Backoff pauses) {
        if (polled.queue().isFifo() != polled.deadLetters().isFifo()) {
            throw new ConfigurationException("route " + polled.route() + " names a queue and a dead-letter queue of which one ends in .fifo:"
                    + " let both be FIFO queues, or neither");
        }
        return new PolledQueue(
                polled.route(), find(polled.queue(), polled.route(), pauses), find(polled.deadLetters(), polled.route(), pauses));
    }

    /**
     * A queue with its URL, waiting while SQS is away.
     *
     * @param route that names it
     * @throws ConfigurationException if there is no such queue
     */
    public QueueName find(QueueName queue, String route, Backoff pauses) {
        Optional<String> given = queue.url();
        for (int attempt = 1; given.isEmpty(); attempt++) {
            try {
                given = Optional.of(plain.getQueueUrl(request -> request.queueName(queue.name())).queueUrl());
                if (attempt > 1) {
                    // One that is known says nothing of an outage that others found.
                    outage.over();
                }
            } catch (SdkException e) {
                SqsFault fault = SqsFault.of(e);
                if (!fault.away()) {
                    throw CertificateFault.in(e).map(words -> untrusted(words + ByProxy.suffix(e)))
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
        return new ConfigurationException("the SQS of setting maskroute.queue.endpoint is not trusted (" + certificateFault + "): mend it, or the"
                + " host name in that setting; an authority of your own goes into a trust store: JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");
    }

    /** Where a queue is named, for example {@code setting maskroute.queue.name}. */
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

    /** Messages that wait to be received, now or later, or are being worked on, as SQS counts them: approximately. */
    int waiting(String queueUrl) {
        return plain.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes().values().stream().mapToInt(Integer::parseInt).sum();
    }

    @Override
    public void close() {
        deletes.close();
    }
}
