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

/** A queue as its attributes show it, at the moment it was looked at. For one thread. */
final class QueueSnapshot {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TO_THE_SECOND = Duration.ofMillis(999);

    private final Supplier<SqsClient> client;
    private final Supplier<String> url;
    private final Clock clock;
    private Map<QueueAttributeName, String> attributes = Map.of();
    private Instant before = Instant.EPOCH;
    private Instant after = Instant.EPOCH;
    private Optional<String> date = Optional.empty();

    /** @param url looks the queue's URL up; throws if there is none */
    QueueSnapshot(Supplier<SqsClient> client, Supplier<String> url, Clock clock) {
        this.client = client;
        this.url = url;
        this.clock = clock;
    }

    /** Reads the attributes. */
    Finding look() {
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
            return Finding.fail("the queue that the setting's URL names does not exist", "create it, or name another");
        } catch (SqsException e) {
            return refused(SqsFault.of(e).description());
        } catch (SdkClientException e) {
            return SqsFault.unasked(e).map(Finding::failed).orElseGet(() -> Finding.fail(
                    "SQS cannot be reached (" + SqsFault.of(e).description() + ")",
                    "check maskroute.queue.region or maskroute.queue.endpoint, and the way there"));
        }
    }

    private static Finding refused(String code) {
        return code.contains("AccessDenied")
                ? Finding.warn("the attributes may not be read (" + code + "), which a drain can do without",
                        "grant sqs:GetQueueAttributes for the checks that need them")
                : Finding.fail("SQS refuses (" + code + ")", "check credentials, region, the queue's URL and this machine's clock");
    }

    /** How far its server's clock is from ours. */
    Finding skew() {
        Optional<Instant> server = date.flatMap(QueueSnapshot::parsed);
        return server.isEmpty() ? Finding.skip("SQS did not tell the time")
                : ClockSkew.of("the queue's", before.minus(TO_THE_SECOND), server.get(), after,
                        "SQS refuses requests that are signed more than 5 minutes early or late");
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An attribute, if the queue has it. */
    Optional<String> text(QueueAttributeName name) {
        return Optional.ofNullable(attributes.get(name));
    }

    boolean isFifo() {
        return text(QueueAttributeName.FIFO_QUEUE).map(Boolean::parseBoolean).orElse(false);
    }

    /** By SQS's own keys or by KMS's. */
    boolean isEncrypted() {
        return text(QueueAttributeName.KMS_MASTER_KEY_ID).isPresent()
                || text(QueueAttributeName.SQS_MANAGED_SSE_ENABLED).map(Boolean::parseBoolean).orElse(false);
    }

    /** How long it keeps a message, if it tells. */
    Optional<Duration> retention() {
        return text(QueueAttributeName.MESSAGE_RETENTION_PERIOD).map(Long::parseLong).map(Duration::ofSeconds);
    }

    /** Where it sends messages that were received too often, if anywhere. */
    Optional<JsonNode> redrivePolicy() throws JsonProcessingException {
        Optional<String> policy = text(QueueAttributeName.REDRIVE_POLICY);
        return policy.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(policy.get()));
    }
}
