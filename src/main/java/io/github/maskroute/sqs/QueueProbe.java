package io.github.maskroute.sqs;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import io.github.maskroute.outage.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

    /** Numbers of messages, of several queues together those that are known; empty while SQS has not said any. */
    public record Depth(OptionalInt visible, OptionalInt inFlight, OptionalInt dead) {}

    private static final Logger LOG = LoggerFactory.getLogger(QueueProbe.class);
    /** As many as one look can bring: by the next, those who poll have told if they are refused too. */
    private static final int UNTOLD_REFUSALS = 2;

    private static final String REMEDY = "The drain waits, and goes on by itself.";
    private static final String RENEW = "Renew certificate or credentials: the drain waits, and goes on by itself.";

    private final SqsClient client;
    private final Outage outage;
    private final Outage deadLetters;
    private final MeterRegistry meters;
    private final Map<String, Map<QueueAttributeName, String>> queues = new ConcurrentHashMap<>();
    private final Map<String, Map<QueueAttributeName, String>> letters = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Set<String> metered = ConcurrentHashMap.newKeySet();

    /** @param meters get {@code maskroute.queue.messages} */
    public QueueProbe(SqsClient client, Outage outage, Outage deadLetters, MeterRegistry meters) {
        this.client = client;
        this.outage = outage;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    private void gauge(String url, String route, String state, Map<String, Map<QueueAttributeName, String>> answers, QueueAttributeName name) {
        if (metered.add(url + " " + route + " " + state)) {
            Gauge.builder("maskroute.queue.messages", () -> number(sum(Stream.of(url), answers, name)))
                    .tags("queue", QueueName.ofUrl(url), "route", route, "state", state)
                    .description("Messages of the queue, and visible dead letters, as SQS estimates it").register(meters);
        }
    }

    private static double number(OptionalInt count) {
        return count.isPresent() ? count.getAsInt() : Double.NaN;
    }

    /** What the last {@link #ask} found, of all queues together. */
    public Depth depth() {
        return depth(queues.keySet(), letters.keySet());
    }

    /** The same of one queue and its dead-letter queue, by their URLs. */
    public Depth depth(String queueUrl, String deadLetterUrl) {
        return depth(Set.of(queueUrl), Set.of(deadLetterUrl));
    }

    private Depth depth(Collection<String> queueUrls, Collection<String> deadLetterUrls) {
        return new Depth(sum(queueUrls.stream(), queues, APPROXIMATE_NUMBER_OF_MESSAGES),
                sum(queueUrls.stream(), queues, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                sum(deadLetterUrls.stream(), letters, APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    private static OptionalInt sum(Stream<String> urls, Map<String, Map<QueueAttributeName, String>> answers, QueueAttributeName name) {
        return urls.flatMap(url -> Stream.ofNullable(answers.getOrDefault(url, Map.of()).get(name))).mapToInt(Integer::parseInt)
                .reduce(Integer::sum);
    }

    /**
     * Asks once, and from then on knows no other queues. A refusal is no exception.
     *
     * @param routes URL of each queue to the route that polls it
     * @param deadLetterUrls of the queues for what these reject
     */
    public void ask(Map<String, String> routes, Set<String> deadLetterUrls) {
        queues.keySet().retainAll(routes.keySet());
        letters.keySet().retainAll(deadLetterUrls);
        routes.forEach((url, route) -> {
            gauge(url, route, "visible", queues, APPROXIMATE_NUMBER_OF_MESSAGES);
            gauge(url, route, "in_flight", queues, APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
            queues.put(url, attributes(url, outage));
        });
        // Several routes may share one.
        deadLetterUrls.forEach(url -> {
            gauge(url, "", "dead", letters, APPROXIMATE_NUMBER_OF_MESSAGES);
            letters.put(url, attributes(url, deadLetters));
        });
    }

    private Map<QueueAttributeName, String> attributes(String url, Outage ofThose) {
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
                refused(url, fault.description(), ofThose);
            } else {
                outage.probeRefused(fault.description(), RENEW);
            }
            return Map.of();
        }
    }

    private void refused(String url, String why, Outage ofThose) {
        outage.probeAnswered();
        boolean told = outage.since().isPresent() || ofThose.words().isPresent();
        if (!told && refusals.merge(url, 1, Integer::sum) == UNTOLD_REFUSALS + 1) {
            LOG.warn("The number of messages of {} is unknown ({}): create that queue, or grant sqs:GetQueueAttributes.", url, why);
        }
    }
}
