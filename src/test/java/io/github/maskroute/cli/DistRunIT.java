package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.aws.AwsStandIn;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drain of the packaged program. */
class DistRunIT {

    static final String PROGRAM = Packaged.HOME.resolve("bin/maskroute").toString();

    @TempDir
    private Path folder;

    @Test
    void shouldDrainUntilTerminated() throws IOException {
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, PROGRAM, "run").with(environment(queues)).start()) {
            program.awaitOutput("Running: ");
            queues.send(IntStream.range(0, 200).mapToObj(TestDrain::event).toList()).awaitRows(200);
            assertThat(page(program, "")).contains("<title>");
            assertThat(page(program, "observe/health/ready")).contains("\"status\":\"UP\"");
            assertThat(page(program, "observe/metrics")).contains(
                    "maskroute_messages_total{outcome=\"stored\",reason=\"none\",route=\"drain-logins\"} 200.0");
            CommandResult result = program.terminate();

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).containsSubsequence("Starting: settings are read", "Starting: keys", "Starting: looking the queues up",
                    "Starting: the routes", "Running: ");
            assertThat(result.out()).contains("Stopped: received 200, stored 200").doesNotContain("WARN").doesNotContain("ERROR");
            queues.assertNothingLeaked(result.out() + result.err());
        }
    }

    @Test
    void shouldStopInOrderDuringStart() {
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, PROGRAM, "run").with(environment(queues))
                        .withoutArchive().with("JAVA_OPTS", Packaged.SHORT_LIVED + " " + Packaged.TELLING).start()) {
            assertThat(program.awaitOutput(Packaged.BEGUN).terminate().exit()).as(program.errors()).isZero();
        }
    }

    @Test
    void shouldReportUsageErrorByExitCode() {
        assertThat(new Packaged.Start(folder, PROGRAM, "run", "--max-messages", "1").run().exit()).isEqualTo(ExitCode.USAGE.code());
    }

    /** With an unreachable proxy and credentials of a service account, which the SDK finds with additional modules. */
    @Test
    void shouldDrainQueueAndEnd() throws IOException {
        try (TestDrain queues = new TestDrain(); AwsStandIn aws = new AwsStandIn()) {
            queues.send(IntStream.range(0, 30).mapToObj(TestDrain::event).toList());
            queues.settings().keySet().removeAll(List.of("maskroute.queue.access-key", "maskroute.queue.secret-key"));
            CommandResult result = new Packaged.Start(folder, PROGRAM, "run", "--mode", "drain", "--max-messages", "20", "--max-duration",
                    "2m")
                    .with(environment(queues)).with(Map.of("maskroute.run.max-messages", "10"))
                    .with("HTTP_PROXY", "somebody:hunter2@127.0.0.1:1").with("https_proxy", "http://127.0.0.1:1")
                    .with("AWS_ENDPOINT_URL_STS", aws.url()).with("AWS_REGION", "eu-central-1")
                    .with("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/drain")
                    .with("AWS_WEB_IDENTITY_TOKEN_FILE", Files.writeString(folder.resolve("token"), "eyJ.a.b").toString()).run();

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out().lines().reduce("", (first, last) -> last)).startsWith("Drained: received 20, stored 20,");
            assertThat(result.out() + result.err()).doesNotContain("WARN", "hunter2");
            assertThat(queues.depth(queues.queueUrl())).isEqualTo(10);
            assertThat(queues.count()).isEqualTo(20);
            assertThat(aws.requests()).isNotEmpty();
            queues.assertNothingLeaked(result.out() + result.err());
        }
    }

    @Test
    void shouldStoreTheTokensThatMaskPrints() {
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, PROGRAM, "run").with(environment(queues)).start()) {
            program.awaitOutput("Running: ");
            queues.send(IntStream.range(7, 8).mapToObj(TestDrain::event).toList()).awaitRows(1);

            CommandResult mask = new Packaged.Start(folder, PROGRAM, "mask", "--field", "ip", "198.51.0.8").with(environment(queues)).run();
            assertThat(mask.done().lines())
                    .containsExactly(queues.rows("SELECT masked_ip FROM user_logins").get(0).get("masked_ip"));
            assertThat(program.terminate().exit()).isZero();
        }
    }

    @Test
    void shouldLogInFormatOfTheEnvironment() throws IOException {
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, PROGRAM, "run").with(environment(queues))
                        .with("MASKROUTE_LOG_FORMAT", "json").start()) {
            CommandResult result = program.awaitOutput("Running: ").terminate();

            assertThat(result.exit()).isZero();
            for (String line : (Iterable<String>) result.out().lines()::iterator) {
                assertThat(new ObjectMapper().readTree(line).path("level").asText()).isEqualTo("INFO");
            }
        }
    }

    @Test
    void shouldLogStartAndThenNameMissingQueueSetting() {
        CommandResult result = new Packaged.Start(folder, PROGRAM, "run").with("MASKROUTE_HTTP_PORT", "0")
                .withoutArchive().with("JAVA_OPTS", Packaged.SHORT_LIVED + " " + Packaged.TELLING).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).containsSubsequence("Starting: settings are read", "picocli.CommandLine source:",
                "org.apache.logging.log4j.core.LoggerContext source:", "setting maskroute.queue.region is missing");
        assertThat((result.out() + result.err()).lines().toList())
                .filteredOn(line -> !line.startsWith("[") && !line.contains(" Starting: ")).hasSize(1);
    }

    @Test
    void shouldNameMissingSettingsFile() {
        CommandResult result = new Packaged.Start(folder, PROGRAM, "run", "--settings", "none.properties").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("none.properties cannot be read").hasLineCount(1);
        assertThat(Files.exists(folder.resolve("target"))).isFalse();
    }

    static String page(Packaged program, String path) throws IOException {
        Matcher url = Pattern.compile("status page (http://\\S+)").matcher(Files.readString(program.out()));
        assertThat(url.find()).isTrue();
        try (InputStream page = URI.create(url.group(1) + path).toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Map<String, String> environment(TestDrain queues) {
        Map<String, String> settings = new TreeMap<>(queues.settings());
        settings.put("maskroute.dev-services", "off");
        settings.computeIfPresent("maskroute.mask.keyset", (key, path) -> Path.of(path).toAbsolutePath().toString());
        return settings;
    }
}
