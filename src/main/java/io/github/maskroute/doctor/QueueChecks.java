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

/** Whether the queues that routes poll and those for their dead letters fit the settings and each other. Receives, sends and deletes nothing. For one thread. */
public final class QueueChecks {

    static final String REACHABLE = "queue";

    private static final String DEAD_LETTERS = "dead-letter queue";
    private static final int FEWEST_RECEIVES = 5;
    private static final int SHORTEST_VISIBILITY = 30;

    private final List<Pair> pairs;
    private final Optional<URI> endpoint;
    private final int visibilitySeconds;

    /**
     * A route's two queues.
     *
     * @param name of the route
     * @param source looks the URL of the queue with the events up; throws if there is none
     * @param deadLetters the same for the dead-letter queue
     */
    public record Route(String name, Supplier<String> source, Supplier<String> deadLetters) {}

    /**
     * @param endpoint of the SQS, where it is not AWS's
     * @param client throws if none can be made
     * @param routes whose checks are named after them if there are several
     * @param visibilitySeconds how long a received message stays hidden
     * @param clock this machine's
     */
    public QueueChecks(Optional<URI> endpoint, Supplier<SqsClient> client, List<Route> routes, int visibilitySeconds, Clock clock) {
        this.endpoint = endpoint;
        this.pairs = routes.stream().map(route -> new Pair(routes.size() == 1 ? "" : " (" + route.name + ")",
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

    /** The names of the checks that find the queues with the events. */
    public List<String> reachable() {
        return pairs.stream().map(pair -> REACHABLE + pair.suffix).toList();
    }

    /** How long a message is kept where it is kept longest; known once the queues were looked at, and only if all tell. */
    public Optional<Duration> retention() {
        List<Duration> known = pairs.stream().flatMap(pair -> pair.source.retention().stream()).toList();
        return known.size() < pairs.size() ? Optional.empty() : known.stream().max(Comparator.naturalOrder());
    }

    /** What is to say of requests to this endpoint, or to AWS. */
    static Finding encryption(Optional<URI> endpoint) {
        if (endpoint.isEmpty() || "https".equalsIgnoreCase(endpoint.get().getScheme())) {
            return Finding.ok("https, with a certificate that is verified");
        }
        String host = endpoint.get().getHost();
        return host != null && Loopback.isAll(host) ? Finding.ok("not used, and requests do not leave this machine")
                : Finding.warn("requests leave this machine unencrypted: anybody between could read all events, and change them",
                        "let maskroute.queue.endpoint begin with https, see docs/operations.md#tls");
    }

    private Finding visibility() {
        String words = "received messages stay hidden for " + visibilitySeconds + " s";
        return visibilitySeconds >= SHORTEST_VISIBILITY ? Finding.ok(words + "; a statement takes 20 s at most")
                : Finding.warn(words + ", but a statement may take 20 s: slow ones let others receive the same messages in vain",
                        "set maskroute.queue.visibility-seconds to 60");
    }

    /** Taking messages to see whether it is allowed would hide them from the drain. */
    private static Finding rights() {
        return Finding.ok("seen: sqs:GetQueueAttributes and, where no URL is set, sqs:GetQueueUrl; not to be seen without effect, and"
                + " needed: sqs:ReceiveMessage, sqs:ChangeMessageVisibility and sqs:DeleteMessage on the queue, sqs:SendMessage"
                + " on the dead-letter queue");
    }

    /** @param suffix of the names of its checks */
    private record Pair(String suffix, QueueSnapshot source, QueueSnapshot deadLetters) {

        List<Check> checks() {
            return List.of(
                    new Check(REACHABLE + suffix, source::look),
                    new Check("queue clock" + suffix, REACHABLE + suffix, source::skew),
                    new Check(DEAD_LETTERS + suffix, deadLetters::look),
                    new Check("redrive policy" + suffix, REACHABLE + suffix, this::redrivePolicy),
                    new Check("retention of dead letters" + suffix, DEAD_LETTERS + suffix, this::deadLettersAreKept),
                    new Check("kinds of queues" + suffix, DEAD_LETTERS + suffix, this::kinds));
        }

        private Finding redrivePolicy() throws JsonProcessingException {
            Optional<JsonNode> policy = source.redrivePolicy();
            if (policy.isEmpty()) {
                return Finding.warn("the queue has none: a message that ends the process each time would come for ever",
                        "give the queue a redrive policy to the dead-letter queue with maxReceiveCount 10");
            }
            Optional<String> ours = deadLetters.text(QueueAttributeName.QUEUE_ARN);
            if (ours.isEmpty()) {
                return Finding.skip("the dead-letter queue does not say what it is");
            }
            if (!ours.get().equals(policy.get().path("deadLetterTargetArn").asText())) {
                return Finding.fail("it leads to another queue than where rejected records go",
                        "let both name one queue: else some dead letters lie where nobody looks");
            }
            int receives = policy.get().path("maxReceiveCount").asInt();
            return receives >= FEWEST_RECEIVES ? Finding.ok("to the dead-letter queue, maxReceiveCount is " + receives)
                    : Finding.warn("maxReceiveCount is " + receives + ": a few crashes or outages make good messages dead letters",
                            "set it to 10, and to " + FEWEST_RECEIVES + " at least");
        }

        private Finding deadLettersAreKept() {
            Optional<Duration> kept = deadLetters.retention();
            if (kept.isEmpty() || source.retention().isEmpty()) {
                return Finding.skip("the queues do not say how long they keep messages");
            }
            String words = "dead letters are kept for " + TimeSpan.format(kept.get()) + ", messages for " + TimeSpan.format(source.retention().get());
            return kept.get().compareTo(source.retention().get()) >= 0 ? Finding.ok(words)
                    : Finding.warn(words + ", and what SQS itself moves keeps its age, so that it may be gone before anybody looks",
                            "set the dead-letter queue's MessageRetentionPeriod to 1209600 (14d)");
        }

        private Finding kinds() {
            if (source.isFifo() != deadLetters.isFifo()) {
                return Finding.fail("one is a FIFO queue, the other is not", "let both be FIFO queues, or neither");
            }
            return source.isEncrypted() && !deadLetters.isEncrypted()
                    ? Finding.warn("the queue is encrypted, the dead-letter queue is not, and holds events as they came",
                            "let SQS or KMS encrypt the dead-letter queue as well")
                    : Finding.ok((source.isFifo() ? "FIFO" : "standard") + (source.isEncrypted() ? ", encrypted" : ", both alike"));
        }
    }
}
