package io.github.maskroute.observe;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.testing.PathProgram;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A real Prometheus that scrapes one drain every second, with the shipped rules and a folder of its own. */
final class PrometheusServer implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on\" address=(127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    private PrometheusServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param target address and port of the drain's pages */
    static PrometheusServer start(PathProgram prometheus, Path folder, String target) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - {job_name: maskroute, metrics_path: /observe/metrics, static_configs: [{targets: ["%s"]}]}
                """.formatted(Path.of("deploy/prometheus/maskroute.rules.yml").toAbsolutePath(), target));
        Path log = folder.resolve("prometheus.log");
        Process process = prometheus.start(log, List.of("--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0"), ProcessBuilder.Redirect.PIPE);
        return new PrometheusServer(process, log);
    }

    /** The answer to a PromQL expression now: its series, each with {@code metric} and {@code value}. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)).at("/data/result");
    }

    /** The first series' value; NaN without any. */
    double value(String expression) {
        return query(expression).at("/0/value/1").asDouble(Double.NaN);
    }

    /** An answer of its HTTP API, which must be a success. */
    JsonNode get(String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address() + path)).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode answer = new ObjectMapper().readTree(response.body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(path + ": " + response.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It listens before it answers. */
    private String address() {
        String printed = await("Prometheus is ready").atMost(TestDrain.PATIENCE)
                .until(() -> Files.readString(log), text -> text.contains("Server is ready"));
        return LISTENING.matcher(printed).results().findFirst().orElseThrow().group(1);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
