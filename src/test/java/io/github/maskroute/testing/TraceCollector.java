package io.github.maskroute.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An OTLP collector for traces over HTTP and protobuf, which reads the fields that tests check. */
public final class TraceCollector implements AutoCloseable {

    /** The fields that tests check. */
    public record Span(String service, String traceId, String spanId, String parentId, String name, Map<String, String> attributes,
            int events) {

        public String messageId() {
            return attributes.get("messaging.message.id");
        }
    }

    private final LoopbackServer server = new LoopbackServer(this::take);
    private final Queue<byte[]> requests = new ConcurrentLinkedQueue<>();

    public String endpoint() {
        return server.url();
    }

    /** All received bytes, each as one character. */
    public String text() {
        StringBuilder text = new StringBuilder();
        requests.forEach(request -> text.append(new String(request, StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    /** See opentelemetry/proto/trace/v1/trace.proto for the numbers. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (byte[] request : requests) {
            for (byte[] resourceSpans : fields(request, 1)) {
                String service = fields(resourceSpans, 1).stream().findFirst().map(resource -> attributes(resource, 1).get("service.name"))
                        .orElse("");
                fields(resourceSpans, 2).forEach(scope -> fields(scope, 2).forEach(span -> spans.add(span(service, span))));
            }
        }
        return spans;
    }

    @Override
    public void close() {
        server.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestURI().getPath().equals("/v1/traces");
        if (known) {
            requests.add(exchange.getRequestBody().readAllBytes());
        }
        exchange.sendResponseHeaders(known ? 200 : 404, -1);
    }

    private static Span span(String service, byte[] span) {
        return new Span(service, hex(span, 1), hex(span, 2), hex(span, 4), text(span, 5), attributes(span, 9), fields(span, 11).size());
    }

    private static String hex(byte[] message, int number) {
        return fields(message, number).stream().findFirst().map(HexFormat.of()::formatHex).orElse("");
    }

    private static String text(byte[] message, int number) {
        return fields(message, number).stream().findFirst().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }

    private static Map<String, String> attributes(byte[] message, int number) {
        Map<String, String> attributes = new HashMap<>();
        fields(message, number).forEach(pair ->
                attributes.put(text(pair, 1), fields(pair, 2).stream().findFirst().map(value -> text(value, 1)).orElse("")));
        return attributes;
    }

    /** The values of a field of type bytes, text or message; other fields are skipped. */
    private static List<byte[]> fields(byte[] message, int number) {
        List<byte[]> found = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(message);
        while (left.hasRemaining()) {
            long tag = varint(left);
            switch ((int) tag & 7) {
                case 0 -> varint(left);
                case 1 -> left.getLong();
                case 5 -> left.getInt();
                case 2 -> {
                    byte[] value = new byte[(int) varint(left)];
                    left.get(value);
                    if (tag >>> 3 == number) {
                        found.add(value);
                    }
                }
                default -> throw new IllegalArgumentException("not protobuf");
            }
        }
        return found;
    }

    private static long varint(ByteBuffer left) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = left.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
