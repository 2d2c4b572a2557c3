package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Doctor on a healthy setup, where it must change nothing. */
class DoctorIT {

    private static final String PROGRAM = Packaged.HOME.resolve("bin/maskroute").toString();

    @TempDir
    private Path folder;

    private DoctorFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new DoctorFixture(folder);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void shouldReportHealthySetup() {
        CommandResult result = fixture.doctor("--strict").done();

        assertThat(result.lines()).hasSizeGreaterThan(20).filteredOn(line -> !line.startsWith("ok ")).satisfiesExactly(
                line -> assertThat(line).isEqualTo("skip  retention of dead letters  the queues do not report how long they keep messages"),
                line -> assertThat(line).matches("\\d+ ok, 0 warn, 0 fail, 1 skip"));
        assertThat(result.out()).containsPattern("ok +routes +can be built: drain-logins, ")
                .containsPattern("ok +dry message +a sample was masked and stored exactly once")
                .containsPattern("ok +database +reachable, PostgreSQL \\d+\\.\\d+, login maskroute_drain")
                .containsPattern("ok +queue +reachable, logins_\\w+, 0 visible");
    }

    @Test
    void shouldPrintJsonObjects() throws Exception {
        fixture.with("maskroute.queue.visibility-seconds", 10);
        for (String line : fixture.doctor("--json").done().lines()) {
            JsonNode object = new ObjectMapper().readTree(line);
            assertThat(object.fieldNames()).toIterable().containsExactly("name", "state", "finding", "remedy");
            assertThat(object.path("state").asText()).isIn("ok", "warn", "skip");
            assertThat(object.path("remedy").asText().isEmpty()).isNotEqualTo(object.path("state").asText().equals("warn"));
        }
    }

    @Test
    void shouldChangeNothing() {
        fixture.drain.send(List.of(TestDrain.event(1), "no event"));
        fixture.drain.execute("INSERT INTO processed_message VALUES (now(), gen_random_uuid())");
        String before = state();
        for (int time = 0; time < 3; time++) {
            fixture.doctor().done();
        }
        assertThat(state()).isEqualTo(before);
        assertThat(Services.get().client().receiveMessage(request -> request.queueUrl(fixture.drain.queueUrl()).maxNumberOfMessages(10)
                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)).messages()).hasSize(2)
                .extracting(Message::attributes).allMatch(attributes ->
                        attributes.equals(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")));
    }

    @Test
    void shouldRunBesideDrain() {
        fixture.drain.start().send(IntStream.range(0, 300).mapToObj(TestDrain::event).toList());
        for (int time = 0; time < 3; time++) {
            fixture.doctor().done();
        }
        fixture.drain.awaitRows(300);
        assertThat(fixture.drain.deadLetters()).isEmpty();
        fixture.drain.assertNothingLeaked(fixture.doctor().done().out());
    }

    @Test
    void shouldReportFailureByExitCodeOfPackagedProgram() {
        CommandResult result = new Packaged.Start(folder, PROGRAM, "doctor").with(fixture.settings())
                .with("MASKROUTE_DEAD_LETTER_QUEUE", "none").run();
        assertThat(result.exit()).isEqualTo(ExitCode.NOT_WELL.code());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).containsPattern("(?m)^fail +dead-letter queue +.*does not exist")
                .containsPattern("(?m)^ok +dry message ").contains(" 0 warn, 1 fail, ");
    }

    @Test
    void shouldRejectEmbeddedServices() {
        CommandResult result = new Commands(folder).run("doctor").refused(ExitCode.SETTINGS);

        assertThat(result.err()).contains("setting maskroute.queue.region", "is missing");
    }

    private String state() {
        return fixture.drain.rows("SELECT (SELECT count(*) FROM user_logins), (SELECT count(*) FROM processed_message),"
                + " (SELECT count(*) FROM maskroute_schema_history)") + " " + fixture.drain.depth(fixture.drain.queueUrl())
                + " " + fixture.drain.depth(fixture.drain.deadLetterUrl()) + " " + Services.get().client().listQueues(
                        request -> request.queueNamePrefix(fixture.drain.settings().get("maskroute.queue.name"))).queueUrls();
    }
}
