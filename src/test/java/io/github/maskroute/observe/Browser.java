package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;

/** One page of a headless Chromium, controlled by the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0");

    private final Path folder;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Browser(Path program) throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "browser").toAbsolutePath();
        process = new ProcessBuilder(Stream.concat(Stream.of(program.toString(), "--user-data-dir=" + folder), FLAGS.stream()).toList())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start();
        Path port = folder.resolve("DevToolsActivePort");
        await("the browser listens").atMost(PATIENCE).until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        JsonNode pages = JSON.readTree(list.toURL().openStream());
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(pages.get(0).get("webSocketDebuggerUrl").asText()), new Messages()).join();
        Stream.of("Page", "Network", "Runtime", "Log", "DOM", "Accessibility").forEach(domain -> call(domain + ".enable", Map.of()));
    }

    /** Starts a browser. Without one on the PATH the test is skipped. */
    static Browser start() {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name))).filter(Files::isExecutable).findFirst();
        assumeTrue(program.isPresent(), "skipped: no " + String.join(", ", NAMES) + " on the PATH");
        try {
            return new Browser(program.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page and clears the requests and errors of the page before. */
    void open(String url) {
        // Otherwise the page before, which polls its drain each second, may log another error.
        call("Page.navigate", Map.of("url", "about:blank"));
        requests.clear();
        errors.clear();
        call("Page.navigate", Map.of("url", url));
    }

    /**
     * Sets the user's preferences.
     *
     * @param scheme light or dark
     * @param motion reduce or no-preference
     */
    void display(int width, int height, String scheme, String motion) {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme), Map.of("name", "prefers-reduced-motion", "value", motion))));
    }

    /** The value of a script's last expression. */
    JsonNode evaluate(String script) {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        assertThat(answer.path("exceptionDetails").toString()).as(script).isEmpty();
        return answer.path("result").path("value");
    }

    /** The visible text of an element. */
    String text(String selector) {
        return evaluate("(e => e?.innerText ?? e?.textContent ?? '')(document.querySelector('" + selector + "'))").asText();
    }

    void pressTab() {
        press("Tab", "Tab", 9, "");
    }

    void pressSpace() {
        press("Space", " ", 32, " ");
    }

    private void press(String code, String key, int number, String text) {
        Stream.of("keyDown", "keyUp").forEach(type -> call("Input.dispatchKeyEvent",
                Map.of("type", type, "code", code, "key", key, "windowsVirtualKeyCode", number, "text", text)));
    }

    /** The accessibility tree. */
    List<JsonNode> accessibilityTree() {
        JsonNode nodes = call("Accessibility.getFullAXTree", Map.of()).path("nodes");
        return Stream.iterate(0, i -> i < nodes.size(), i -> i + 1).map(nodes::get)
                .filter(node -> !node.path("ignored").asBoolean()).toList();
    }

    /** A screenshot, which is also written to a file. */
    BufferedImage screenshot(Path file) throws IOException {
        JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
        return ImageIO.read(file.toFile());
    }

    /** Addresses that the page requested. */
    List<String> requests() {
        return requests;
    }

    /** Errors of the console, of scripts, and of the content security policy. */
    List<String> errors() {
        return errors;
    }

    private JsonNode call(String method, Map<String, ?> params) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(JSON.valueToTree(Map.of("id", id, "method", method, "params", params)).toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void take(JsonNode message) {
        JsonNode params = message.path("params");
        switch (message.path("method").asText()) {
            case "" -> answers.remove(message.path("id").asInt()).complete(message.has("error") ? message : message.path("result"));
            case "Network.requestWillBeSent" -> requests.add(params.path("request").path("url").asText());
            case "Runtime.exceptionThrown" -> errors.add(params.path("exceptionDetails").toString());
            case "Log.entryAdded" -> recordError(params.path("entry").path("level").asText(), params);
            case "Runtime.consoleAPICalled" -> recordError(params.path("type").asText(), params);
            default -> { }
        }
    }

    private void recordError(String level, JsonNode what) {
        if (level.equals("error") || level.equals("warning")) {
            errors.add(what.toString());
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroy();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        await("the browser ends").atMost(PATIENCE).until(() -> !process.isAlive());
        FileUtils.deleteQuietly(folder.toFile());
    }

    /** Joins the parts of messages. */
    private final class Messages implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    take(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
