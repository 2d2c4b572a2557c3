package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.testing.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Real queues with additional attributes that only AWS has. */
class QueueChecksIT {

    private final String name = Services.newName("doctor");
    private final Map<String, Map<QueueAttributeName, String>> added = new HashMap<>();
    private final SqsClient client = client(Services.get().queueEndpoint());
    private final String source;
    private final String deadLetters;

    QueueChecksIT() {
        EmbeddedQueue.createQueues(client, name, name + "-dlq");
        source = client.getQueueUrl(request -> request.queueName(name)).queueUrl();
        deadLetters = client.getQueueUrl(request -> request.queueName(name + "-dlq")).queueUrl();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "P14D, 1209600, OK the ledger keeps messages for 14d",
        "PT95H, 345600, FAIL the ledger keeps messages for 95h",
        "P14D, , OK the ledger keeps messages for 14d",
        "P13D, , WARN the ledger keeps messages for 13d"})
    void shouldCompareRetentionOfLedgerAndQueue(Duration ledger, String queue, String found) {
        if (queue != null) {
            add(source, QueueAttributeName.MESSAGE_RETENTION_PERIOD, queue);
        }
        assertThat(check(client, Clock.systemUTC(), ledger).get("ledger retention")).startsWith(found);
    }

    @Test
    void shouldWarnOfShorterRetentionOfDeadLetters() {
        add(source, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600");
        add(deadLetters, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600");
        assertThat(check().get("retention of dead letters")).isEqualTo("OK dead letters are kept for 4d, messages for 4d");

        add(deadLetters, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "86400");
        assertThat(check().get("retention of dead letters")).startsWith("WARN dead letters are kept for 1d, messages for 4d")
                .contains("MessageRetentionPeriod to 1209600");
    }

    @Test
    void shouldCompareEncryptionAndTypeOfQueues() {
        add(source, QueueAttributeName.KMS_MASTER_KEY_ID, "alias/aws/sqs");
        assertThat(check().get("kinds of queues")).startsWith("WARN the queue is encrypted; the dead-letter queue is not");

        add(deadLetters, QueueAttributeName.SQS_MANAGED_SSE_ENABLED, "true");
        assertThat(check().get("kinds of queues")).isEqualTo("OK standard, encrypted");
        add(source, QueueAttributeName.FIFO_QUEUE, "true");
        assertThat(check().get("kinds of queues")).startsWith("FAIL one is a FIFO queue, the other is not");
    }

    @ParameterizedTest
    @CsvSource({"0, OK differs from this machine's by 5 s at most", "60, WARN this machine's clock is", "-60, WARN this machine's clock is",
        "600, FAIL this machine's clock is", "-600, FAIL this machine's clock is"})
    void shouldCompareClocks(long seconds, String found) {
        Clock skewed = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

        assertThat(check(client, skewed, Duration.ofDays(15)).get("queue clock")).startsWith(found)
                .contains(seconds == 0 ? "machine's" : seconds > 0 ? " s ahead of" : " s behind");
    }

    @Test
    void shouldOnlyWarnOfUnreadableAttributes() throws IOException {
        Map<String, String> found = checkServerThatReturns(403, "AccessDenied");

        assertThat(found.get("queue")).isEqualTo("WARN the login may not read the attributes (AccessDenied), which a drain does not need;"
                + " grant sqs:GetQueueAttributes for the checks that need it");
        assertThat(found.get("redrive policy")).startsWith("SKIP ");
    }

    @Test
    void shouldFailOnOtherRefusalsWithCode() throws IOException {
        assertThat(checkServerThatReturns(400, "InvalidClientTokenId").get("queue")).startsWith("FAIL SQS refuses (InvalidClientTokenId);");
        assertThat(checkServerThatReturns(400, "QueueDoesNotExist").get("queue")).startsWith("FAIL the queue of the URL in the settings");
    }

    private Map<String, String> checkServerThatReturns(int status, String code) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"__type\":\"com.amazonaws.sqs#%s\",\"message\":\"no\"}".formatted(code).getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (SqsClient refused = client(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))) {
            return check(refused, Clock.systemUTC(), Duration.ofDays(15));
        } finally {
            server.stop(0);
        }
    }

    private void add(String url, QueueAttributeName attribute, String value) {
        added.computeIfAbsent(url, key -> new HashMap<>()).put(attribute, value);
    }

    private Map<String, String> check() {
        return check(client, Clock.systemUTC(), Duration.ofDays(15));
    }

    private Map<String, String> check(SqsClient sqs, Clock clock, Duration ledger) {
        QueueChecks queues = new QueueChecks(Optional.empty(), () -> sqs,
                List.of(new QueueChecks.RouteQueueUrls("drain-logins", () -> source, () -> deadLetters)), 60, clock);
        Map<String, String> found = new TreeMap<>();
        Checkup checkup = new Checkup(String::valueOf, (check, finding) -> found.put(check, finding.state() + " " + finding.line()));
        checkup.run(Stream.concat(queues.all().stream(),
                new LedgerChecks(null, ledger, Duration.ofMinutes(10), queues.reachable(), queues::retention).all().stream().limit(1))
                        .toList());
        return found;
    }

    private SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(config -> config.addExecutionInterceptor(new AddedAttributes()))
                .build();
    }

    /** Adds attributes to responses. */
    private final class AddedAttributes implements ExecutionInterceptor {

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (context.request() instanceof GetQueueAttributesRequest request
                    && context.response() instanceof GetQueueAttributesResponse response) {
                Map<QueueAttributeName, String> all = new HashMap<>(response.attributes());
                all.putAll(added.getOrDefault(request.queueUrl(), Map.of()));
                return response.toBuilder().attributes(all).build();
            }
            return context.response();
        }
    }
}
