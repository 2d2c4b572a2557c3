package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Logins and a second, small type in one process, each with its own queues. */
class TwoTypesIT {

    private static final String TABLE = "CREATE TABLE visits (page text NOT NULL, masked_guest text NOT NULL)";
    private static final String GOOD = "{\"page\":\"/%d\",\"guest\":\"guest-of-these-tests\"}";
    private static final String BAD = "{\"page\":\"/\"}";

    private final SqsClient client = Services.get().client();
    private final String name = Services.newName("visits");
    private final RouteFiles files = new RouteFiles();
    private TestDrain drain;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeQueues() {
        EmbeddedQueue.createQueues(client, name, name + "-dlq");
        drain = new TestDrain("", Map.of("maskroute.routes", files.folder().toString()));
    }

    private void makeTheOtherType() throws IOException {
        Path visits = Files.createDirectory(files.path("visits"));
        Files.writeString(visits.resolve("visits-event.schema.json"), """
                {"type": "object", "required": ["page", "guest"], "properties": {
                  "page": {"type": "string", "maxLength": 64}, "guest": {"type": "string", "maxLength": 64, "x-mask": "text"}}}""");
        Files.writeString(visits.resolve("visits-event.sample.json"), GOOD.formatted(0));
        Files.writeString(visits.resolve("insert-visits.sql"), """
                WITH new AS (SELECT * FROM maskroute_new(CAST(:#${body} AS jsonb))),
                stored AS (INSERT INTO visits SELECT event ->> 'page', event ->> 'guest' FROM new)
                SELECT count(*) FROM new""");
        Files.writeString(files.path("drain-visits.camel.yaml"), Files.readString(files.path("drain-logins.camel.yaml"))
                .replace("{{maskroute.queue.name}}", name).replace("        queueUrl: \"{{?maskroute.queue.url}}\"\n", "")
                .replace("{{maskroute.dead-letter.queue}}", name + "-dlq")
                .replace("insert-user-logins", "insert-visits").replace("logins", "visits"));
    }

    @AfterEach
    void close() {
        drain.close();
    }

    @Test
    void shouldDrainOneTypeWhileOtherLacksTableOrDeadLetterQueue() throws IOException {
        makeTheOtherType();
        drain.start();
        sendVisits(GOOD.formatted(1), BAD, GOOD.formatted(2));
        drain.send(IntStream.range(0, 20).mapToObj(TestDrain::event).toList()).send(List.of("[]"));
        await("the refusal").atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("The database (drain-visits) refuses since"));
        drain.awaitRows(20);
        drain.send(IntStream.range(20, 40).mapToObj(TestDrain::event).toList()).awaitRows(40);

        assertThat(drain.log()).containsOnlyOnce("The database (drain-visits)").doesNotContain("The database refuses");
        assertThat(drain.page("observe/health/ready").body()).contains("drain-visits refuses since");
        assertThat(partOutage("drain-visits")).isEqualTo(1);
        assertThat(partOutage("drain-logins")).isZero();
        assertThat(drain.metric("hikaricp_connections_max{pool=\"maskroute\"}")).as("a writer for each").isEqualTo(5);

        drain.execute(TABLE);
        await("both visits").atMost(TestDrain.PATIENCE).until(() -> drain.rows("SELECT * FROM visits").size() == 2);
        assertThat(drain.rows("SELECT DISTINCT left(masked_guest, 5) AS token FROM visits")).containsExactly(Map.of("token", "hmac."));
        assertThat(drain.log()).containsOnlyOnce("The database (drain-visits) is back");
        await("their figures").atMost(TestDrain.PATIENCE).until(() -> figures().get("drain-visits").at("/queue/dead").asInt() == 1);
        assertThat(figures()).hasEntrySatisfying("drain-visits", route -> assertThat(route.get("totals")).hasToString(
                        "{\"received\":3,\"stored\":2,\"duplicates\":0,\"deadLettered\":1}"))
                .hasEntrySatisfying("drain-logins", route -> assertThat(route.at("/queue/dead").asInt()).isEqualTo(1));
        assertThat(stored("drain-visits")).isEqualTo(2);
        assertThat(stored("drain-logins")).isEqualTo(40);
        assertThat(depth(name + "-dlq")).isEqualTo(1);
        assertThat(drain.deadLetters()).hasSize(1);

        client.deleteQueue(request -> request.queueUrl(url(name + "-dlq")));
        sendVisits(BAD);
        await("its letters wait").atMost(TestDrain.PATIENCE).until(
                () -> drain.log().contains("The dead-letter queue (" + name + "-dlq) refuses"));
        drain.send(List.of("[]", TestDrain.event(40))).awaitRows(41);
        assertThat(drain.deadLetters()).hasSize(1);
        EmbeddedQueue.createQueues(client, name + "-of-none", name + "-dlq");
        await("its letter").atMost(TestDrain.PATIENCE).until(() -> depth(name + "-dlq") == 1);
        assertThat(drain.log()).doesNotContain("already registered");
    }

    @Test
    void shouldRedriveLettersOfAddedTypeToQueueOfTheirRoute() throws IOException {
        drain.execute(TABLE).start();
        makeTheOtherType();
        sendVisits(BAD);
        drain.send(List.of("[]"));
        await("letters").atMost(TestDrain.PATIENCE).until(() -> depth(name + "-dlq") == 1 && drain.depth(drain.deadLetterUrl()) == 1);
        await("their figures").atMost(TestDrain.PATIENCE).until(() -> figures().get("drain-visits").at("/queue/dead").asInt() == 1);
        assertThat(drain.metric("maskroute_queue_messages{queue=\"" + name + "-dlq\",state=\"dead\"}")).isEqualTo(1);
        drain.stop();

        assertThat(dlq("list").done().lines()).hasSize(3 + 1 + 3 + 1 + 1).filteredOn(line -> line.startsWith("dead-letter queue "))
                .hasSize(2).contains("dead-letter queue " + name + "-dlq");
        String visit = dlq("list", "--json").done().lines().stream().filter(line -> line.contains("\"queue\":\"" + name + "-dlq\""))
                .findFirst().orElseThrow();
        assertThat(dlq("show", new ObjectMapper().readTree(visit).get("message_id").asText()).done().out())
                .containsPattern("queue +" + name + "-dlq\n");
        assertThat(dlq("list", "--max", "1").stopped(ExitCode.OK).out()).containsOnlyOnce("dead-letter queue ");
        assertThat(dlq("redrive").refused(ExitCode.SETTINGS).err()).contains(
                "choose one with --queue NAME", name + "-dlq", "--route ROUTE");
        assertThat(dlq("list", "--route", "drain-nothing").err()).contains("drain-visits with the dead-letter queue " + name + "-dlq");
        assertThat(dlq("list", "--queue", name + "-dlq").out()).contains("1  schema");
        assertThat(dlq("redrive", "--route", "drain-visits").out()).contains("redriven 1, left 0");
        assertThat(depth(name)).isEqualTo(1);
        assertThat(depth(name + "-dlq")).isZero();
        assertThat(drain.depth(drain.queueUrl())).isZero();
        assertThat(commands().run("doctor").out()).contains("queue (drain-logins)", "queue (drain-visits)",
                "redrive policy (drain-visits)").doesNotContain("fail ");
    }

    private void sendVisits(String... bodies) {
        List.of(bodies).forEach(body -> client.sendMessage(request -> request.queueUrl(url(name)).messageBody(body)));
    }

    private Map<String, JsonNode> figures() throws IOException {
        Map<String, JsonNode> routes = new TreeMap<>();
        new ObjectMapper().readTree(drain.page("status.json").body()).get("polled")
                .forEach(route -> routes.put(route.get("route").asText(), route));
        return routes;
    }

    private double stored(String route) {
        return drain.metric("maskroute_messages_total{outcome=\"stored\",route=\"" + route + "\"}");
    }

    private double partOutage(String route) {
        return drain.metric("maskroute_part_outage{part=\"" + route + "\",service=\"database\"}");
    }

    private CommandResult dlq(String command, String... options) {
        return commands().run(Stream.concat(Stream.of("dlq", command), Stream.of(options))
                .toArray(String[]::new));
    }

    private Commands commands() {
        Commands commands = new Commands(folder).with("maskroute.dev-services", "off");
        drain.settings().forEach(commands::with);
        return commands.with("maskroute.routes", files.folder().toAbsolutePath())
                .with("maskroute.mask.keyset", Path.of(drain.settings().get("maskroute.mask.keyset")).toAbsolutePath());
    }

    private String url(String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    private int depth(String queue) {
        return Services.get().depth(url(queue));
    }
}
