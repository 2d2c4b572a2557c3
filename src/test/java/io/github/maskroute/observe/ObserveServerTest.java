package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObserveServerTest {

    private final ObserveServer server = new ObserveServer(new InetSocketAddress("127.0.0.1", 0));

    ObserveServerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldRenderAPageForEachRequest() throws Exception {
        int[] requests = {0};
        server.serve("/count", () -> new Page(200, "text/plain; charset=utf-8", "é" + ++requests[0]));

        assertThat(ask("GET", "/count").body()).isEqualTo("é1");
        HttpResponse<String> second = ask("GET", "/count?x=y");
        assertThat(second.body()).isEqualTo("é2");
        assertThat(second.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(second.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(second.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        server.serve("/", () -> new Page(200, "text/plain", "body"));

        assertThat(ask("HEAD", "/").statusCode()).isEqualTo(200);
        assertThat(ask("HEAD", "/").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void shouldRefuseOtherMethods(String method) throws Exception {
        server.serve("/", () -> new Page(200, "text/plain", "body"));

        HttpResponse<String> answer = ask(method, "/");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/../etc/passwd", "/%2e%2e/x"})
    void shouldAnswerNotFoundForOtherPaths(String path) throws Exception {
        assertThat(ask("GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotShowWhyAPageFailed() throws Exception {
        server.serve("/", () -> {
            throw new IllegalStateException("secret");
        });

        HttpResponse<String> answer = ask("GET", "/");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080, 200", "localhost, 200", "[::1]:8080, 200", "rebound.example:8080, 421", "127.0.0.1.example, 421"})
    void shouldRefuseOtherSites(String host, int status) throws Exception {
        server.serve("/", () -> new Page(200, "text/plain", "body"));

        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void shouldServeOthersWhileClientsAreSlow() throws Exception {
        server.serve("/", () -> new Page(200, "text/plain", "body"));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                slow.add(new Socket("127.0.0.1", server.address().getPort()));
                slow.get(i).getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** In a JVM of its own: the JDK reads the limits once, for all servers. */
    @Test
    void shouldBoundHeadersAndIdleConnections() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Alone.class.getName()).redirectError(Redirect.INHERIT).start();
        List<Socket> idle = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            int port = Integer.parseInt(out.readLine());
            assertThat(isAnswered(port, "x".repeat(10_000))).isTrue();
            assertThat(isAnswered(port, "x".repeat(20_000))).isFalse();
            for (int i = 0; i < 300; i++) {
                idle.add(new Socket("127.0.0.1", port));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> idle.stream().filter(ObserveServerTest::isCutOff).count() == 300 - 256);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
            process.destroyForcibly();
        }
    }

    private static boolean isAnswered(int port, String header) {
        try {
            return raw(port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: " + header + "\r\n\r\n")
                    .startsWith("HTTP/1.1 404");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isCutOff(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** A server that prints its port and runs until it is killed. */
    static final class Alone {

        private Alone() {}

        public static void main(String[] args) throws Exception {
            System.out.println(new ObserveServer(new InetSocketAddress("127.0.0.1", 0)).address().getPort());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void shouldBeDownWhileAnyCheckIs() {
        Health health = new Health();
        health.add("queue", Optional::empty);
        assertThat(health.page()).isEqualTo(new Page(200, "application/json; charset=utf-8", health.page().body()));
        assertThat(health.page().body()).contains("\"status\":\"UP\"").doesNotContain("DOWN");

        health.add("database", () -> Optional.of("is away"));
        assertThat(health.page().status()).isEqualTo(503);
        assertThat(health.page().body()).contains("\"status\":\"DOWN\"", "\"detail\":\"is away\"", "\"status\":\"UP\"");
    }

    /** All that is received within five seconds. */
    private String raw(String request) throws IOException {
        return raw(server.address().getPort(), request);
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
