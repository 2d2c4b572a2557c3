package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.devservices.SampleEvents;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.faults.StoppableDatabase;
import io.github.maskroute.load.S3StandIn;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.newtype.NewType;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TestLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maskroute load} with the shipped route. */
class LoadIT {

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog();
    private final String jdbcUrl = Services.get().newDatabase();
    private final String keyset = TrialKeys.in(Services.FOLDER).toAbsolutePath().toString();
    private Commands commands;

    @BeforeEach
    void setUp() {
        commands = new Commands(folder).with("maskroute.db.url", jdbcUrl).with("maskroute.mask.keyset", keyset);
    }

    @Test
    void shouldStoreValidLinesAndListRejectedOnes() throws IOException {
        Path file = folder.resolve("logins.jsonl");
        List<String> bodies = SampleEvents.bodies();
        bodies.forEach(log::remember);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("\ufeff" + String.join("\r\n", bodies) + "\n\n{\"user_id\":\"198.51.100.7\"").getBytes(StandardCharsets.UTF_8));
            out.write(("\n{\"user_id\":\"m\u00fcller\"}\n" + "[" + "1,".repeat(200_000) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(TestDrain.event(7).getBytes(StandardCharsets.UTF_8));
        }
        CommandResult first = commands.run("load", file.toString(), "--route", "drain-logins");

        assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.LINES_LEFT.code());
        assertThat(first.out()).isEqualTo("stored 100, stored before 0, rejected 4 (not-json 2, schema 1, too-large 1)\n");
        assertThat(rejects(file)).containsExactly("37 schema", "102 not-json", "103 not-json", "104 too-large");
        assertThat(rows()).isEqualTo(100);

        CommandResult second = commands.run("load", file.toString(), file + ".rejects.jsonl");
        assertThat(second.out()).isEqualTo("stored 0, stored before 100, rejected 4 (not-json 2, schema 1, too-large 1)\n");
        assertThat(rejects(file)).hasSize(4);
        assertThat(rows()).isEqualTo(100);
        String output = log.text() + commands.printed() + Files.readString(Path.of(file + ".rejects.jsonl"));
        log.assertNothingLeaked(output);
        assertThat(output).doesNotContain("198.51.100.7", "m\u00fcller");
    }

    /** The next run stores only the line that was corrected. */
    @Test
    void shouldLoadCorrectedCompressedAndPipedLines() throws IOException {
        List<String> events = new ArrayList<>(IntStream.range(0, 50).mapToObj(TestDrain::event).toList());
        events.set(20, "{}");
        Path file = Files.write(folder.resolve("logins.jsonl"), events);
        Path rejects = folder.resolve("rejects");
        assertThat(commands.run("load", file.toString(), "--rejects", rejects.toString()).out())
                .isEqualTo("stored 49, stored before 0, rejected 1 (schema 1)\n");

        events.set(20, TestDrain.event(20));
        Files.delete(file);
        Path packed = folder.resolve("logins.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(String.join("\n", events).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(commands.run("load", packed.toString(), "--rejects", rejects.toString()).done().out())
                .isEqualTo("stored 1, stored before 49, rejected 0\n");
        assertThat(rejects).doesNotExist();

        String name = folder.toRealPath().resolve("logins.jsonl").toString();
        assertThat(commands.runReading(String.join("\n", events), "load", "-", "--as", name).done().out())
                .isEqualTo("stored 0, stored before 50, rejected 0\n");
        assertThat(rows()).isEqualTo(50);
    }

    /** Files are often loaded before the first message arrives. */
    @Test
    void shouldCreateTableOfTypeFirst() throws Exception {
        RouteFiles routes = new RouteFiles();
        String visit = "{\"page\":\"/\",\"guest_ip\":\"192.0.2.1\"}";
        NewType.of("visits", Scheme.HMAC, new ByteArrayInputStream(bytes(visit)), Set.of()).write(routes.folder());
        String file = Files.writeString(folder.resolve("visits.jsonl"), visit).toString();
        assertThat(commands.with("maskroute.routes", routes.folder().toAbsolutePath()).run("load", file, "--route", "drain-visits").done()
                .out())
                .startsWith("stored 1, ");
    }

    @Test
    void shouldLoadArchiveInS3() {
        String refused = commands.run("load", "s3://archive/2024/", "--s3-endpoint", "http://127.0.0.1:1", "--route", "frob")
                .refused(ExitCode.UNREADABLE_FILE).err();
        assertThat(refused).contains("S3 does not return the objects");
        try (S3StandIn s3 = new S3StandIn(Map.of("2024/1.jsonl", bytes(TestDrain.event(1) + "\n" + TestDrain.event(2)),
                "2024/2.jsonl", bytes(TestDrain.event(3)), "2024/3.jsonl", bytes(TestDrain.event(4)), "2025/1.jsonl", bytes("frob")))) {
            commands.with("maskroute.queue.access-key", "test").with("maskroute.queue.secret-key", "test")
                    .with("maskroute.queue.region", "eu-central-1");
            for (String counts : List.of("stored 4, stored before 0", "stored 0, stored before 4")) {
                assertThat(commands.run("load", "s3://archive/2024/", "--s3-endpoint", s3.url()).done().out()).startsWith(counts);
            }
            assertThat(commands.run("load", "s3://archive/none", "--s3-endpoint", s3.url()).err())
                    .contains("s3://archive/none cannot be read (NoSuchKey)");
            CommandResult frob = commands.run("load", "s3://archive/2024/", "--s3-endpoint", s3.url(), "--route", "frob");
            assertThat(frob.refused(ExitCode.SETTINGS).err()).contains("--route names no route that polls SQS;"
                    + " use one of these: drain-logins");
        }
    }

    /** Events of files are older than the ledger's retention: pruning must not lead to duplicates. */
    @Test
    void shouldStoreTimeOfEvents() throws IOException {
        List<String> events = IntStream.range(0, 3).mapToObj(TestDrain::event)
                .map(event -> event.replace("{", "{\"meta\":{\"ts\":\"2019-12-31T23:30:00-01:00\"},")).collect(Collectors.toList());
        events.set(1, TestDrain.event(1));
        String file = Files.write(folder.resolve("logins.jsonl"), events).toString();
        CommandResult result = commands.run("load", file, "--sent-at", "/meta/ts");

        assertThat(result.out()).isEqualTo("stored 2, stored before 0, rejected 1 (schema 1)\n");
        assertThat(Files.readString(Path.of(file + ".rejects.jsonl"))).contains("\"line\":2", "/meta/ts must be a time since 1970");
        Services.execute(jdbcUrl, "DELETE FROM processed_message WHERE sent_at > 'epoch'");
        assertThat(commands.run("load", file, "--sent-at", "2020-02-03").done().out()).isEqualTo("stored 1, stored before 2, rejected 0\n");
        assertThat(Services.query(jdbcUrl, "SELECT create_date FROM user_logins ORDER BY create_date"))
                .extracting(row -> row.get("create_date")).containsExactly("2020-01-01", "2020-01-01", "2020-02-03");
    }

    /** A pipe that stays open prevents the end of the load before the signal. */
    @Test
    void shouldContinueAfterSigtermAndSigkill() throws Exception {
        List<String> events = IntStream.range(0, 3_000).mapToObj(TestDrain::event).toList();
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        commands.run("migrate").done();
        try (CommandProcess load = process(pipe); OutputStream in = Files.newOutputStream(pipe)) {
            in.write(bytes(String.join("\n", events.subList(0, 1_500)) + "\n"));
            await().atMost(TestDrain.PATIENCE).until(() -> rows() == 1_500);
            assertThat(load.terminate()).as("of SIGTERM").isEqualTo(143);
            assertThat(load.out()).isEqualTo("stored 1500, stored before 0, rejected 0\n");
            assertThat(load.err()).endsWith("maskroute: stopped before the last line; run the command again to continue\n");
        }
        try (CommandProcess load = process(pipe); OutputStream in = Files.newOutputStream(pipe)) {
            in.write(bytes(String.join("\n", events.subList(0, 2_500)) + "\n"));
            await().atMost(TestDrain.PATIENCE).until(() -> rows() > 1_500);
            load.kill();
        }
        int killed = rows();
        Path file = Files.write(folder.resolve("logins.jsonl"), events);
        CommandResult again = commands.run("load", file.toString(), "--as", "logins", "--json").done();

        assertThat(again.out()).isEqualTo("{\"stored\":" + (3_000 - killed) + ",\"stored_before\":" + killed
                + ",\"rejected\":{},\"left\":0,\"stopped\":false}\n");
        assertThat(count("SELECT count(DISTINCT user_id) FROM user_logins")).isEqualTo(3_000);
        assertThat(rows()).isEqualTo(3_000);
    }

    @Test
    void shouldWaitWhileDatabaseIsDown() throws IOException {
        int lines = 10_000;
        Path file = Files.write(folder.resolve("logins.jsonl"), IntStream.range(0, lines).mapToObj(TestDrain::event).toList());
        try (StoppableDatabase database = new StoppableDatabase()) {
            commands.with("maskroute.db.url", database.jdbcUrl()).with("maskroute.retry.max-pause-seconds", 1);
            commands.run("migrate").done();
            CompletableFuture<CommandResult> load = CompletableFuture.supplyAsync(() -> commands.run("load", file.toString()));
            await().atMost(TestDrain.PATIENCE).until(() -> count(database.jdbcUrl(), "SELECT count(*) FROM user_logins") > 0);
            database.stop();
            await().atMost(TestDrain.PATIENCE).until(() -> log.text().contains("The database is away since"));
            database.start();

            assertThat(load.join().out()).isEqualTo("stored " + lines + ", stored before 0, rejected 0\n");
            assertThat(count(database.jdbcUrl(), "SELECT count(DISTINCT user_id) FROM user_logins")).isEqualTo(lines);
        }
    }

    private CommandProcess process(Path pipe) {
        return CommandProcess.start(List.of(), Map.of("maskroute.db.url", jdbcUrl, "maskroute.mask.keyset", keyset),
                List.of("load", pipe.toString(), "--as", "logins"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> rejects(Path file) throws IOException {
        List<String> rejects = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file + ".rejects.jsonl"))) {
            JsonNode reject = new ObjectMapper().readTree(line);
            assertThat(reject.get("detail").asText()).isNotBlank();
            rejects.add(reject.get("line").asInt() + " " + reject.get("reason").asText());
        }
        return rejects.stream().sorted((one, other) -> Integer.compare(number(one), number(other))).collect(Collectors.toList());
    }

    private static int number(String reject) {
        return Integer.parseInt(reject.split(" ")[0]);
    }

    private int rows() {
        return count("SELECT count(*) FROM user_logins");
    }

    private int count(String sql) {
        return count(jdbcUrl, sql);
    }

    private static int count(String jdbcUrl, String sql) {
        return Integer.parseInt(Services.query(jdbcUrl, sql).get(0).get("count"));
    }
}
