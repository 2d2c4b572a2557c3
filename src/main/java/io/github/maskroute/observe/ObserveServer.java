package io.github.maskroute.observe;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.maskroute.outage.DaemonThreads;
import io.github.maskroute.outage.ExceptionSummary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server that only answers GET and HEAD, with pages that are made for each request. Safe for use by several
 * threads.
 */
public final class ObserveServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObserveServer.class);

    /** More than a few slow clients can occupy: else a liveness probe would wait for them and fail. */
    private static final int THREADS = 32;
    private static final int BACKLOG = 32;
    private static final Page NOT_FOUND = new Page(404, "text/plain; charset=utf-8", "Not found.\n");
    private static final Page NOT_ALLOWED = new Page(405, "text/plain; charset=utf-8", "Only GET and HEAD are answered.\n");
    private static final Page OTHER_HOST =
            new Page(421, "text/plain; charset=utf-8", "It is answered by the names 127.0.0.1, [::1] and localhost only.\n");
    private static final Page FAILED = new Page(500, "text/plain; charset=utf-8", "This page could not be made; the log says why.\n");

    /** Host names that a browser on this machine uses. A site whose name was made to resolve to this address has another one. */
    private static final Pattern LOCAL = Pattern.compile("(?i)(localhost|127(\\.[0-9]{1,3}){3}|\\[[0-9a-f:]+])(:[0-9]+)?");

    static {
        // The maximum of connections; further ones are closed at once. Idle ones are closed after 30 s.
        System.setProperty("jdk.httpserver.maxConnections", "256");
        // The maximum size of a request's headers in bytes; the JDK's own is 380 KiB.
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
        // Seconds after which a client that neither writes nor reads is disconnected: it would hold a thread forever.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
    }

    private final Map<String, Supplier<Page>> pages = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, new DaemonThreads("maskroute-http"));

    /**
     * Listens at once.
     *
     * @param address to listen on; with port 0 any free one is used
     * @throws IOException if the address does not belong to this machine, or its port is taken
     */
    public ObserveServer(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, BACKLOG);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Serves the supplier's page under a path. The supplier must not block. */
    public void serve(String path, Supplier<Page> page) {
        pages.put(path, page);
    }

    /** The address that it listens on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, page(exchange));
        }
    }

    private Page page(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("GET") && !exchange.getRequestMethod().equals("HEAD")) {
            return NOT_ALLOWED;
        }
        if (isOfOtherSite(exchange)) {
            return OTHER_HOST;
        }
        try {
            return pages.getOrDefault(exchange.getRequestURI().getPath(), () -> NOT_FOUND).get();
        } catch (RuntimeException e) {
            LOG.error("Page {} could not be made: {}", exchange.getHttpContext().getPath(), new ExceptionSummary(e));
            return FAILED;
        }
    }

    /** Only the names of a loopback address are known. */
    private boolean isOfOtherSite(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && address().getAddress().isLoopbackAddress() && !LOCAL.matcher(host).matches();
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", page.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                + " connect-src 'self'; img-src data:; frame-ancestors 'none'");
        if (page.status() == NOT_ALLOWED.status()) {
            headers.set("Allow", "GET, HEAD");
        }
        boolean withBody = exchange.getRequestMethod().equals("GET");
        exchange.sendResponseHeaders(page.status(), withBody && body.length > 0 ? body.length : -1);
        if (withBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
