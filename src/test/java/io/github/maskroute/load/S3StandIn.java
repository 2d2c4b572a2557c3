package io.github.maskroute.load;

import com.sun.net.httpserver.HttpExchange;
import io.github.maskroute.testing.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Stand-in for S3 that lists a bucket, two objects per page, and returns the objects. Thread-safe. */
public final class S3StandIn implements AutoCloseable {

    private static final int PAGE = 2;

    private final LoopbackServer server;
    private final NavigableMap<String, byte[]> objects = new TreeMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public S3StandIn(Map<String, byte[]> objects) {
        this.objects.putAll(objects);
        server = new LoopbackServer(this::answer);
    }

    public String url() {
        return server.url();
    }

    /** Path and query of each request. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        requests.add(uri.toString());
        String[] path = uri.getPath().split("/", 3);
        if (!path[1].equals("archive")) {
            LoopbackServer.send(exchange, 403, "<Error><Code>AccessDenied</Code><Message>arn:aws:iam::111122223333:user/x</Message></Error>"
                    .getBytes(StandardCharsets.UTF_8));
        } else if (path.length < 3 || path[2].isEmpty()) {
            LoopbackServer.send(exchange, 200, page(query(uri)).getBytes(StandardCharsets.UTF_8));
        } else if (objects.containsKey(path[2])) {
            LoopbackServer.send(exchange, 200, objects.get(path[2]));
        } else {
            LoopbackServer.send(exchange, 404,
                    "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String page(Map<String, String> query) {
        List<String> keys = objects.tailMap(query.getOrDefault("continuation-token", ""), false).keySet().stream()
                .filter(key -> key.startsWith(query.getOrDefault("prefix", ""))).toList();
        List<String> page = keys.subList(0, Math.min(PAGE, keys.size()));
        return "<ListBucketResult>" + page.stream().map(key -> "<Contents><Key>" + key + "</Key><Size>" + objects.get(key).length
                + "</Size></Contents>").collect(Collectors.joining()) + "<IsTruncated>" + (keys.size() > PAGE) + "</IsTruncated>"
                + (keys.size() > PAGE ? "<NextContinuationToken>" + page.get(PAGE - 1) + "</NextContinuationToken>" : "")
                + "</ListBucketResult>";
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(String.valueOf(uri.getQuery()).split("&")).map(part -> part.split("=", 2)).filter(part -> part.length == 2)
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }
}
