package io.github.maskroute.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.config.TimeSpan;
import io.github.maskroute.network.Loopback;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Checks the queues that routes poll and their dead-letter queues against the settings and each other. Receives, sends and deletes nothing.
 * For one thread.
 */
public final class QueueChecks {

    static final String REACHABLE = "queue";

    private static final String DEAD_LETTERS = "dead-letter queue";
    private static final int MIN_RECEIVES = 5;
    private static final int MIN_VISIBILITY_SECONDS = 30;

    private final List<QueuePair> pairs;
    private final Optional<URI> endpoint;
    private final int visibilitySeconds;

    /**
     * The two queues of a route.
     *
     * @param name of the route
     * @param source looks up the URL of the queue with the events; throws if the queue does not exist
     * @param deadLetters the same for the dead-letter queue
     */
    public record RouteQueueUrls(String name, Supplier<String> source, Supplier<String> deadLetters) {}

    /**
     * @param endpoint of an SQS other than AWS's
     * @param client throws if it cannot be created
     * @param routes if there are several, the names of their checks end with the name of the route
     * @param visibilitySeconds how long a received message stays hidden
     * @param clock this machine's clock
     */
    public QueueChecks(Optional<URI> endpoint, Supplier<SqsClient> client, List<RouteQueueUrls> routes, int visibilitySeconds,
            Clock clock) {
        this.endpoint = endpoint;
        this.pairs = routes.stream().map(route -> new QueuePair(routes.size() == 1 ? "" : " (" + route.name + ")",
                new QueueSnapshot(client, route.source, clock), new QueueSnapshot(client, route.deadLetters, clock))).toList();
        this.visibilitySeconds = visibilitySeconds;
    }

    public List<Check> all() {
        List<Check> all = new ArrayList<>(pairs.stream().flatMap(pair -> pair.checks().stream()).toList());
        all.add(1, new Check("queue TLS", () -> encryption(endpoint)));
        all.add(3, new Check("visibility", this::visibility));
        all.add(new Check("rights", reachable(), QueueChecks::rights));
        return all;
    }

    /** The names of the checks that read the attributes of the queues with the events. */
    public List<String> reachable() {
        return pairs.stream().map(pair -> REACHABLE + pair.suffix).toList();
    }

    /** The longest retention of all queues. Empty before the queues were checked, or if one does not report its retention. */
    public Optional<Duration> retention() {
        List<Duration> known = pairs.stream().flatMap(pair -> pair.source.retention().stream()).toList();
        return known.size() < pairs.size() ? Optional.empty() : known.stream().max(Comparator.naturalOrder());
    }

    /** The finding for requests to this endpoint, or to AWS. */
    static Finding encryption(Optional<URI> endpoint) {
        if (endpoint.isEmpty() || "https".equalsIgnoreCase(endpoint.get().getScheme())) {
            return Finding.ok("https, with a certificate that is verified");
        }
        String host = endpoint.get().getHost();
        return host != null && Loopback.isAll(host) ? Finding.ok("not used, and requests do not leave this machine")
                : Finding.warn("requests leave this machine unencrypted: an attacker on the network could read and change all events",
                        "use an https URL in maskroute.queue.endpoint, see docs/operations.md#tls");
    }

    private Finding visibility() {
        String description = "received messages stay hidden for " + visibilitySeconds + " s";
        return visibilitySeconds >= MIN_VISIBILITY_SECONDS ? Finding.ok(description + "; a statement takes 20 s at most")
                : Finding.warn(description + ", but a statement may take 20 s: slow statements cause duplicate receives",
                        "set maskroute.queue.visibility-seconds to 60");
    }

    /** Lists the rights that cannot be checked: a test receive would hide messages from the drain. */
    private static Finding rights() {
        return Finding.ok("verified: sqs:GetQueueAttributes and, if no URL is set, sqs:GetQueueUrl; also required, but not verifiable"
                + " without"
                + " side effects: sqs:ReceiveMessage, sqs:ChangeMessageVisibility and sqs:DeleteMessage on the queue, sqs:SendMessage"
                + " on the dead-letter queue");
    }

    /** @param suffix of the names of the checks */
    private record QueuePair(String suffix, QueueSnapshot source, QueueSnapshot deadLetters) {

        List<Check> checks() {
            return List.of(
                    new Check(REACHABLE + suffix, source::read),
                    new Check("queue clock" + suffix, REACHABLE + suffix, source::skew),
                    new Check(DEAD_LETTERS + suffix, deadLetters::read),
                    new Check("redrive policy" + suffix, REACHABLE + suffix, this::redrivePolicy),
                    new Check("retention of dead letters" + suffix, DEAD_LETTERS + suffix, this::deadLetterRetention),
                    new Check("kinds of queues" + suffix, DEAD_LETTERS + suffix, this::types));
        }

        private Finding redrivePolicy() throws JsonProcessingException {
            Optional<JsonNode> policy = source.redrivePolicy();
            if (policy.isEmpty()) {
                return Finding.warn("the queue has none: a message that crashes the process would be received for ever",
                        "add a redrive policy to the dead-letter queue with maxReceiveCount 10");
            }
            Optional<String> ours = deadLetters.text(QueueAttributeName.QUEUE_ARN);
            if (ours.isEmpty()) {
                return Finding.skip("the dead-letter queue does not report its ARN");
            }
            if (!ours.get().equals(policy.get().path("deadLetterTargetArn").asText())) {
                return Finding.fail("it names another queue than the one for rejected records",
                        "make both the same queue: otherwise some dead letters stay unnoticed in the other one");
            }
            int receives = policy.get().path("maxReceiveCount").asInt();
            return receives >= MIN_RECEIVES ? Finding.ok("to the dead-letter queue, maxReceiveCount is " + receives)
                    : Finding.warn("maxReceiveCount is " + receives + ": a few crashes or outages would turn valid messages into dead"
                            + " letters",
                            "set it to 10, at least to " + MIN_RECEIVES);
        }

        private Finding deadLetterRetention() {
            Optional<Duration> kept = deadLetters.retention();
            if (kept.isEmpty() || source.retention().isEmpty()) {
                return Finding.skip("the queues do not report how long they keep messages");
            }
            String description = "dead letters are kept for " + TimeSpan.format(kept.get()) + ", messages for "
                    + TimeSpan.format(source.retention().get());
            return kept.get().compareTo(source.retention().get()) >= 0 ? Finding.ok(description)
                    : Finding.warn(description + ", and a message that SQS moves keeps its age, so it may expire unnoticed",
                            "set the dead-letter queue's MessageRetentionPeriod to 1209600 (14d)");
        }

        private Finding types() {
            if (source.isFifo() != deadLetters.isFifo()) {
                return Finding.fail("one is a FIFO queue, the other is not", "make both FIFO queues, or neither");
            }
            return source.isEncrypted() && !deadLetters.isEncrypted()
                    ? Finding.warn("the queue is encrypted; the dead-letter queue is not, although it contains unmasked events",
                            "encrypt the dead-letter queue with SQS or KMS as well")
                    : Finding.ok((source.isFifo() ? "FIFO" : "standard") + (source.isEncrypted() ? ", encrypted" : ", both alike"));
        }
    }
}
