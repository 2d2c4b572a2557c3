package io.github.maskroute.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The queue's HTTP endpoint with faults: a fault replaces an operation, and may pass the request on to the queue. Operations
 * without a fault are passed on. Thread-safe.
 */
public final class SqsProxy implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATION = "X-Amz-Target";
    private static final String SIGNED_AT = "X-Amz-Date";
    private static final DateTimeFormatter SIGNED = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> PASSED_ON = List.of(OPERATION, "Content-Type", "Authorization", SIGNED_AT);

    private final ExecutorService threads = Executors.newCachedThreadPool(SqsProxy::daemon);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final URI target;

    /** What the proxy does in place of an operation. It may wait; it is called for several requests at a time. */
    public interface Fault {

        Answer answer(Call call) throws IOException, InterruptedException;
    }

    /** A request of the operation, which can be passed on to the queue. */
    public interface Call {

        /** For example {@code ReceiveMessage}. */
        String operation();

        ObjectNode request();

        /** When the drain signed it, by its own clock. */
        Instant signedAt();

        /** The queue's answer to this request, changed or not. */
        Answer forward(ObjectNode request) throws IOException, InterruptedException;

        default Answer forward() throws IOException, InterruptedException {
            return forward(request());
        }
    }

    /**
     * The answer to the drain.
     *
     * @param delivered runs when all of it is sent
     */
    public record Answer(int status, String body, Runnable delivered) {

        public Answer(int status, String body) {
            this(status, body, () -> {});
        }

        /** The same answer, with an action that runs when it is sent. */
        public Answer then(Runnable next) {
            return new Answer(status, body, next);
        }

        /** An error of SQS, for example 503 and {@code ServiceUnavailable}. */
        public static Answer error(int status, String code) {
            return new Answer(status, JSON.createObjectNode().put("__type", "com.amazonaws.sqs#" + code).put("message", code).toString());
        }

        public static Answer of(ObjectNode body) {
            return new Answer(200, body.toString());
        }

        public ObjectNode json() throws IOException {
            return (ObjectNode) JSON.readTree(body);
        }
    }

    /** @param target the queue's own endpoint */
    public SqsProxy(URI target) {
        this.target = target;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param operation for example {@code DeleteMessageBatch} */
    public void fault(String operation, Fault fault) {
        faults.put(operation, fault);
    }

    public void heal() {
        faults.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode request = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            String operation = exchange.getRequestHeaders().getFirst(OPERATION).replaceFirst(".*\\.", "");
            Answer answer = faults.getOrDefault(operation, Call::forward).answer(new Forwarded(exchange, operation, request));
            byte[] body = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            answer.delivered().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sqs-proxy");
        thread.setDaemon(true);
        return thread;
    }

    private final class Forwarded implements Call {

        private final HttpExchange exchange;
        private final String operation;
        private final ObjectNode request;

        Forwarded(HttpExchange exchange, String operation, ObjectNode request) {
            this.exchange = exchange;
            this.operation = operation;
            this.request = request;
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public ObjectNode request() {
            return request;
        }

        @Override
        public Instant signedAt() {
            return SIGNED.parse(exchange.getRequestHeaders().getFirst(SIGNED_AT), Instant::from);
        }

        @Override
        public Answer forward(ObjectNode changed) throws IOException, InterruptedException {
            HttpRequest.Builder forwarded = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().getPath()))
                    .POST(HttpRequest.BodyPublishers.ofString(changed.toString()));
            PASSED_ON.forEach(name -> {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    forwarded.header(name, value);
                }
            });
            HttpResponse<String> answer = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        }
    }
}
