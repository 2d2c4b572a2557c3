package io.github.maskroute.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.sqs.QueueCounts;
import io.github.maskroute.sqs.QueueName;
import io.github.maskroute.sqs.SqsFault;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The attributes of a queue at the time of {@link #read}. For one thread. */
final class QueueSnapshot {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DATE_HEADER_PRECISION = Duration.ofMillis(999);

    private final Supplier<SqsClient> client;
    private final Supplier<String> url;
    private final Clock clock;
    private Map<QueueAttributeName, String> attributes = Map.of();
    private Instant before = Instant.EPOCH;
    private Instant after = Instant.EPOCH;
    private Optional<String> date = Optional.empty();

    /** @param url looks up the queue's URL; throws if the queue does not exist */
    QueueSnapshot(Supplier<SqsClient> client, Supplier<String> url, Clock clock) {
        this.client = client;
        this.url = url;
        this.clock = clock;
    }

    /** Reads the attributes. */
    Finding read() {
        try {
            String found = url.get();
            before = clock.instant();
            GetQueueAttributesResponse answer =
                    client.get().getQueueAttributes(request -> request.queueUrl(found).attributeNames(QueueAttributeName.ALL));
            after = clock.instant();
            attributes = answer.attributes();
            date = answer.sdkHttpResponse().firstMatchingHeader("Date");
            OptionalInt visible = QueueCounts.ofAttributes(attributes).visible();
            return Finding.ok("reachable, " + QueueName.ofUrl(found) + ", "
                    + (visible.isPresent() ? visible.getAsInt() : "unknown") + " visible");
        } catch (QueueDoesNotExistException e) {
            return Finding.fail("the queue of the URL in the settings does not exist", "create it, or name another one");
        } catch (SqsException e) {
            return refused(SqsFault.of(e).description());
        } catch (SdkClientException e) {
            return SqsFault.unasked(e).map(Finding::failed).orElseGet(() -> Finding.fail(
                    "SQS cannot be reached (" + SqsFault.of(e).description() + ")",
                    "check maskroute.queue.region or maskroute.queue.endpoint, and the network"));
        }
    }

    private static Finding refused(String code) {
        return code.contains("AccessDenied")
                ? Finding.warn("the login may not read the attributes (" + code + "), which a drain does not need",
                        "grant sqs:GetQueueAttributes for the checks that need it")
                : Finding.fail("SQS refuses (" + code + ")", "check credentials, region, the queue's URL and this machine's clock");
    }

    /** The difference between the server's clock and this machine's. */
    Finding skew() {
        Optional<Instant> server = date.flatMap(QueueSnapshot::parsed);
        return server.isEmpty() ? Finding.skip("the response of SQS had no Date header")
                : ClockSkew.of("the queue's", before.minus(DATE_HEADER_PRECISION), server.get(), after,
                        "SQS refuses requests whose signature is more than 5 minutes off");
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An attribute; empty if the queue does not have it. */
    Optional<String> text(QueueAttributeName name) {
        return Optional.ofNullable(attributes.get(name));
    }

    boolean isFifo() {
        return text(QueueAttributeName.FIFO_QUEUE).map(Boolean::parseBoolean).orElse(false);
    }

    /** Whether the queue is encrypted with keys of SQS or of KMS. */
    boolean isEncrypted() {
        return text(QueueAttributeName.KMS_MASTER_KEY_ID).isPresent()
                || text(QueueAttributeName.SQS_MANAGED_SSE_ENABLED).map(Boolean::parseBoolean).orElse(false);
    }

    /** How long the queue keeps a message; empty if it does not report that. */
    Optional<Duration> retention() {
        return text(QueueAttributeName.MESSAGE_RETENTION_PERIOD).map(Long::parseLong).map(Duration::ofSeconds);
    }

    /** The redrive policy; empty if the queue has none. */
    Optional<JsonNode> redrivePolicy() throws JsonProcessingException {
        Optional<String> policy = text(QueueAttributeName.REDRIVE_POLICY);
        return policy.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(policy.get()));
    }
}
