package io.github.maskroute.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.faults.SqsProxy;
import io.github.maskroute.testing.Services;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsResponse;

/** Records the SQS actions that were called, in the form {@code queue-name action}. Thread-safe. */
final class SqsCalls implements AutoCloseable {

    private final SqsProxy proxy = new SqsProxy(Services.get().queueEndpoint());
    private final Set<String> rights = new ConcurrentSkipListSet<>();

    SqsCalls() {
        Stream.of(SqsClient.class.getMethods()).filter(method -> SqsResponse.class.isAssignableFrom(method.getReturnType()))
                .map(method -> Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1)).distinct()
                .forEach(operation -> proxy.fault(operation, call -> {
                    rights.add(queue(call.request()) + " sqs:" + operation.replaceFirst("Batch$", ""));
                    return call.forward();
                }));
    }

    URI endpoint() {
        return proxy.endpoint();
    }

    /** The recorded actions so far. */
    Set<String> rights() {
        return new TreeSet<>(rights);
    }

    void forget() {
        rights.clear();
    }

    private static String queue(ObjectNode request) {
        JsonNode url = request.path("QueueUrl");
        String name = url.isMissingNode() ? request.path("QueueName").asText("*") : url.asText().replaceFirst(".*/", "");
        return name.endsWith("-dlq") ? "login-queue-dlq" : name.equals("*") ? name : "login-queue";
    }

    @Override
    public void close() {
        proxy.close();
    }
}
