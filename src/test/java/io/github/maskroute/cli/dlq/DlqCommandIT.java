package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.CommandProcess;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of {@code maskroute dlq}, and the letters that it deletes. */
class DlqCommandIT {

    private static final String WRONG_IP = """
            {"user_id":"u-1","app_version":"2.3.0","device_type":"ios","ip":"999.51.100.7","locale":"DE","device_id":"111-22-3333"}""";
    private static final String WRONG_VERSION = """
            {"user_id":"u-2","app_version":"198.51.100.8","device_type":"ios","ip":"198.51.100.9","device_id":"111-22-4444"}""";
    private static final String WITHOUT_ID = """
            {"user_id":"u-3","app_version":"2.3.0","device_type":"ios","ip":"198.51.100.10","198.51.100.11":"x","note":"111-22-5555"}""";
    private static final String NO_JSON = "login of 198.51.100.12 by 111-22-6666";

    @TempDir
    private Path folder;

    @Test
    void shouldListLettersAndCountByReason() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            assertThat(fixture.dlq("list").stopped(ExitCode.OK).err()).contains("no matching dead letters");
            fixture.refused(WRONG_IP, WRONG_VERSION, WITHOUT_ID, NO_JSON, NO_JSON);
            String moved = fixture.put(NO_JSON, Map.of());

            List<String> lines = fixture.dlq("list").done().lines();
            assertThat(lines).hasSize(1 + 6 + 1 + 4);
            assertThat(lines.get(0)).matches("message id +age +reason +detail");
            assertThat(lines.subList(1, 7)).allSatisfy(line -> assertThat(line).matches("[0-9a-f-]{36} +\\d+s +\\S+ +.+"))
                    .anySatisfy(line -> assertThat(line).startsWith(moved).contains(" moved-by-sqs "))
                    .anySatisfy(line -> assertThat(line).contains(" ip ", "an IPv4 or IPv6 address"))
                    .anySatisfy(line -> assertThat(line).contains(" schema ", "device_id is required"));
            assertThat(lines.subList(8, 12).stream().map(String::strip)).containsExactly(
                    "1  ip", "1  moved-by-sqs", "2  not-json", "2  schema");

            assertThat(fixture.dlq("list", "--reason", "ip", "--reason", "schema", "--json").done().lines()).hasSize(4)
                    .last().isEqualTo("{\"letters\":3,\"by_reason\":{\"ip\":1,\"schema\":2}}");
            assertThat(fixture.dlq("list", "--since", "2999-01-01").stopped(ExitCode.OK).out()).isEmpty();
            assertThat(fixture.dlq("list", "--since", "1h", "--max", "4").stopped(ExitCode.OK).lines()).hasSizeGreaterThan(5);
            assertThat(fixture.letters()).isEqualTo(6);
        }
    }

    @Test
    void shouldShowLetterWithMaskedFields() throws JsonProcessingException {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refused(WRONG_IP, WRONG_VERSION, WITHOUT_ID, NO_JSON);
            JsonNode ip = shown(fixture, " ip ");
            assertThat(ip.path("event").path("ip").asText()).isEqualTo("(malformed, 12 characters)");
            assertThat(ip.path("event").path("device_id").asText()).isEqualTo(
                    fixture.commands().run("mask", "--field", "device_id", "111-22-3333").done().lines().get(0));
            assertThat(ip.path("event").path("user_id").asText()).isEqualTo("u-1");
            assertThat(ip.path("origin").asText()).startsWith(ip.path("message_id").asText() + " of 2");

            assertThat(shown(fixture, "app_version").path("event").path("app_version").asText()).isEqualTo("(an address)");
            assertThat(shown(fixture, "device_id is required").path("event").path("(not in the schema)").asText()).isEqualTo("(2 fields)");
            CommandResult text = fixture.dlq("show", ip.path("message_id").asText()).done();
            assertThat(text.out()).contains("reason          ip\n").contains("  ip            ").contains("(malformed, 12 characters)");
            CommandResult noJson = fixture.dlq("show", id(fixture, "not-json")).stopped(ExitCode.OK);
            assertThat(noJson.err()).contains("not a JSON object and is not shown: 37 bytes").contains("dlq export");
            assertThat(fixture.dlq("show", "none").refused(ExitCode.NO_LETTER).err()).contains("dlq list");
        }
    }

    @Test
    void shouldEscapeControlCharactersOfAttributes() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.put("{}", Map.of("maskroute-reason", "\u009b31mred\u202e", "maskroute-detail", "x\n".repeat(1_000),
                    "other", "198.51.100.7"));

            CommandResult result = fixture.dlq("list").done();
            assertThat(result.lines()).hasSize(4);
            assertThat(result.out()).contains("\\u009b31mred\\u202e").doesNotContain("\u009b").doesNotContain("\u202e")
                    .doesNotContain("198.51");
            assertThat(result.lines().get(1).length()).isLessThan(1_200);
            assertThat(fixture.dlq("list", "--json").done().out()).doesNotContain("198.51");
        }
    }

    @Test
    void shouldPurgeSelectedLettersAfterConfirmation() throws Exception {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refused(WRONG_IP, WRONG_VERSION, WITHOUT_ID, NO_JSON);
            assertThat(fixture.dlq("purge").refused(ExitCode.NOT_CONFIRMED).err()).contains("--yes");
            assertThat(asked(fixture, "n\n", ExitCode.NOT_CONFIRMED))
                    .contains("Delete 4 dead letter(s) for good? [y/N]", "nothing was deleted");
            assertThat(asked(fixture, "", ExitCode.NOT_CONFIRMED)).contains("nothing was deleted");
            assertThat(fixture.letters()).isEqualTo(4);

            assertThat(fixture.dlq("purge", "--yes", "--reason", "not-json").done().out()).isEqualTo("deleted 1, left 0\n");
            assertThat(fixture.dlq("purge", "--yes", "--max", "1", "--json").done().out()).contains("\"deleted\":1");
            assertThat(fixture.letters()).isEqualTo(2);
            assertThat(asked(fixture, "y\n", ExitCode.OK)).contains("Delete 2 dead letter(s)");
            assertThat(fixture.letters()).isZero();
        }
    }

    @Test
    void shouldReleaseHiddenLettersOnSigterm() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            IntStream.range(0, 400).forEach(i -> fixture.put("{}", Map.of()));
            try (Packaged list = new Packaged.Start(folder, Packaged.HOME.resolve("bin/maskroute").toString(), "dlq", "list")
                    .with(fixture.settings()).start()) {
                await().pollInterval(Duration.ofMillis(5)).atMost(TestDrain.PATIENCE).until(() -> fixture.hidden() > 20);
                assertThat(list.terminate().exit()).isEqualTo(143);
            }
            assertThat(fixture.hidden()).isZero();
            assertThat(fixture.dlq("list", "--json").done().out()).contains("\"letters\":400");
        }
    }

    @Test
    void shouldReportErrorsInOneLine() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            assertThat(fixture.dlq("list", "--max", "0").refused(ExitCode.USAGE).err())
                    .contains("--max must be a whole number from 1 to 999999999, not 0");
            assertThat(fixture.dlq("list", "--since", "soon").refused(ExitCode.USAGE).err()).contains("--since");
            assertThat(fixture.dlq("export", "x").refused(ExitCode.SETTINGS).err()).contains("maskroute.dead-letter.keyset", "dlq add-key");
            assertThat(fixture.dlq("open", "x").refused(ExitCode.NOT_CONFIRMED).err()).contains("--show-personal-data");
            fixture.commands().with("maskroute.dead-letter.queue", "nowhere");
            assertThat(fixture.dlq("list").refused(ExitCode.QUEUE_REFUSES).err()).contains("maskroute.dead-letter.queue", "does not exist");
            fixture.commands().with("maskroute.queue.endpoint", "http://127.0.0.1:1");
            assertThat(fixture.dlq("list").refused(ExitCode.QUEUE_AWAY).err()).contains("SQS cannot be reached (", "again");
        }
        assertThat(new Commands(folder).run("dlq", "list").refused(ExitCode.SETTINGS).err()).contains("maskroute.queue.region");
    }

    private String asked(DeadLetterFixture fixture, String answer, ExitCode exit) throws Exception {
        Path in = Files.writeString(folder.resolve("answer"), answer);
        try (CommandProcess command = CommandProcess.start(
                List.of("-Dcli.terminal=true"), fixture.settings(), List.of("dlq", "purge"), in)) {
            assertThat(command.exitCode()).as(command::err).isEqualTo(exit.code());
            return command.err();
        }
    }

    private static JsonNode shown(DeadLetterFixture fixture, String expected) throws JsonProcessingException {
        return new ObjectMapper().readTree(fixture.dlq("show", "--json", id(fixture, expected)).done().out());
    }

    private static String id(DeadLetterFixture fixture, String expected) {
        return fixture.dlq("list").done().lines().stream().filter(line -> line.contains(expected)).findFirst()
                .orElseThrow().split(" ")[0];
    }
}
