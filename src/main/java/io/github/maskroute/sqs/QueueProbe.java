package io.github.maskroute.sqs;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Asks SQS how many messages wait, are in flight and are dead: approximate numbers, as SQS says itself.
 *
 * <p>{@link #ask} is for one thread; its answers may be read by several.
 */
public final class QueueProbe {

    /** Numbers of messages; empty while SQS has not said. */
    public record Depth(OptionalInt visible, OptionalInt inFlight, OptionalInt dead) {}

    private static final Logger LOG = LoggerFactory.getLogger(QueueProbe.class);
    private static final Depth UNKNOWN = new Depth(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    /** As many as one look can bring: by the next, those who poll have told if they are refused too. */
    private static final int UNTOLD_REFUSALS = 2;

    private static final String REMEDY = "The drain waits, and goes on by itself.";
    private static final String RENEW = "Renew certificate or credentials: the drain waits, and goes on by itself.";

    private final SqsClient client;
    private final String queueUrl;
    private final String deadLetterUrl;
    private final Outage outage;
    private final Outage deadLetters;
    private volatile Depth depth = UNKNOWN;
    private int refusals;

    /** @param meters get {@code maskroute.queue.messages} */
    public QueueProbe(SqsClient client, String queueUrl, String deadLetterUrl, Outage outage, Outage deadLetters,
            MeterRegistry meters) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.deadLetterUrl = deadLetterUrl;
        this.outage = outage;
        this.deadLetters = deadLetters;
        gauge(meters, "visible", probe -> number(probe.depth.visible));
        gauge(meters, "in_flight", probe -> number(probe.depth.inFlight));
        gauge(meters, "dead", probe -> number(probe.depth.dead));
    }

    private void gauge(MeterRegistry meters, String state, ToDoubleFunction<QueueProbe> value) {
        Gauge.builder("maskroute.queue.messages", this, value).tag("state", state)
                .description("Messages of the queue, and visible dead letters, as SQS estimates it").register(meters);
    }

    private static double number(OptionalInt count) {
        return count.isPresent() ? count.getAsInt() : Double.NaN;
    }

    /** What the last {@link #ask} found. */
    public Depth depth() {
        return depth;
    }

    /** Asks once. Never throws for an answer that is none. */
    public void ask() {
        Map<QueueAttributeName, String> queue = attributes(queueUrl);
        Map<QueueAttributeName, String> deadLetters = attributes(deadLetterUrl);
        depth = new Depth(count(queue, APPROXIMATE_NUMBER_OF_MESSAGES), count(queue, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                count(deadLetters, APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    private static OptionalInt count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        String value = attributes.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    private Map<QueueAttributeName, String> attributes(String url) {
        try {
            Map<QueueAttributeName, String> attributes = client.getQueueAttributes(request -> request.queueUrl(url)
                    .attributeNames(APPROXIMATE_NUMBER_OF_MESSAGES, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).attributes();
            outage.probeAnswered();
            return attributes;
        } catch (SdkException e) {
            SqsFault fault = SqsFault.of(e);
            if (fault.away()) {
                outage.probeFailed(fault.description(), REMEDY);
            } else if (e instanceof SqsException) {
                refused(url, fault.description());
            } else {
                outage.probeRefused(fault.description(), RENEW);
            }
            return Map.of();
        }
    }

    private void refused(String url, String why) {
        outage.probeAnswered();
        boolean told = outage.since().isPresent() || url.equals(deadLetterUrl) && deadLetters.since().isPresent();
        if (!told && ++refusals == UNTOLD_REFUSALS + 1) {
            LOG.warn("The number of messages of {} is unknown ({}): create that queue, or grant sqs:GetQueueAttributes.", url, why);
        }
    }
}
