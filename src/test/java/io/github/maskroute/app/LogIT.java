package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.testing.DrainProcess;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log in both formats, with a route that has a step of its own that logs a sender's text. */
public class LogIT {

    private static final String ATTACK = "u\\n12:00:00.000 ERROR fake\\u001b[31m\\u0085\\u2028{\\\"level\\\":\\\"ERROR\\\"}";
    private static final String HOSTILE = TestDrain.event(1).replace("user-1", ATTACK);
    private static final String WRONG = TestDrain.event(2).replace("2.3.0", "2.3.0.1");
    private static final Duration STOP = Duration.ofSeconds(30);

    @TempDir
    private Path routes;

    @BeforeEach
    void aRouteThatLogs() throws IOException {
        Path shipped = Path.of("routes");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = routes.resolve(shipped.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("ref: maskroute-mask-logins\n",
                        "ref: maskroute-mask-logins\n        - log:\n"
                                + "            message: \"Seen: ${body.path('event').path('user_id').asText()}\"\n"));
            }
        }
    }

    @Test
    void shouldNameMessageAndRouteInTextAndKeepEachEntryOnOneLine() {
        try (TestDrain queues = new TestDrain(); DrainProcess program = start(queues, "text")) {
            program.awaitOutput("Running: ");
            String hostile = queues.send(HOSTILE, Map.of());
            String wrong = queues.send(WRONG, Map.of());
            queues.awaitRows(1);
            assertThat(program.terminate(STOP)).isZero();

            List<String> lines = program.output().lines().toList();
            assertThat(lines).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (INFO|WARN)  \\S+ +\\S.*"))
                    .anyMatch(line -> line.contains("Message " + wrong + " (drain-logins) is a dead letter: schema: "))
                    .filteredOn(line -> line.contains("Seen: ")).singleElement().asString()
                    .endsWith("Message " + hostile + " (drain-logins): Seen: u\\n12:00:00.000 ERROR fake?[31m??{\"level\":\"ERROR\"}");
            queues.assertNothingLeaked(program.output());
        }
    }

    @Test
    void shouldWriteMessageAndRouteAsFieldsInJson() {
        try (TestDrain queues = new TestDrain(); DrainProcess program = start(queues, "json")) {
            program.awaitOutput("Running: ");
            String hostile = queues.send(HOSTILE, Map.of());
            String wrong = queues.send(WRONG, Map.of());
            queues.awaitRows(1);
            assertThat(program.terminate(STOP)).isZero();

            List<JsonNode> lines = program.output().lines().map(LogIT::json).toList();
            assertThat(lines).hasSizeGreaterThan(3).allSatisfy(line -> {
                assertThat(line.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
                assertThat(List.of("INFO", "WARN")).contains(line.path("level").asText());
                assertThat(line.path("logger").asText()).isNotEmpty();
                assertThat(line.path("thread").asText()).isNotEmpty();
                assertThat(line.has("messageId")).isEqualTo(line.has("route"));
            });
            assertThat(about(wrong, lines)).extracting(line -> line.path("message").asText())
                    .singleElement().asString().startsWith("Message " + wrong + " (drain-logins) is a dead letter: schema: ");
            assertThat(about(hostile, lines)).extracting(line -> line.path("message").asText())
                    .containsExactly("Seen: u\n12:00:00.000 ERROR fake\u001b[31m??{\"level\":\"ERROR\"}");
            assertThat(program.output()).doesNotContain("\u001b").doesNotContain("\u0085");
            queues.assertNothingLeaked(program.output());
        }
    }

    private DrainProcess start(TestDrain queues, String format) {
        Map<String, String> settings = DrainProcess.settings(queues);
        settings.put("maskroute.routes", routes.toString());
        settings.put("maskroute.log.format", format);
        return DrainProcess.start(List.of(), settings);
    }

    private static List<JsonNode> about(String messageId, List<JsonNode> lines) {
        return lines.stream().filter(line -> line.path("messageId").asText().equals(messageId))
                .filter(line -> line.path("route").asText().equals("drain-logins")).toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
