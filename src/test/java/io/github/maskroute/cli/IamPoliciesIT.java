package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.dlq.DeadLetterFixture;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped IAM policies grant exactly the SQS actions that the program uses on each queue. */
class IamPoliciesIT {

    private static final Path POLICIES = Path.of("deploy", "aws", "iam");

    @TempDir
    private Path folder;

    @Test
    void shouldGrantWhatDrainNeeds() throws Exception {
        try (SqsCalls calls = new SqsCalls();
                TestDrain drain = new TestDrain("", Map.of("maskroute.queue.endpoint", calls.endpoint().toString(),
                        "maskroute.queue.visibility-seconds", "10")).start()) {
            drain.send(List.of(TestDrain.event(1), "no event")).awaitRows(1);
            try (Connection lock = lockOnTheTable(drain)) {
                drain.send(List.of(TestDrain.event(2)));
                await().atMost(TestDrain.PATIENCE).until(() -> calls.rights().contains("login-queue sqs:ChangeMessageVisibility"));
                lock.rollback();
            }
            drain.awaitRows(2);
            await().atMost(TestDrain.PATIENCE).until(() -> calls.rights().contains("login-queue-dlq sqs:GetQueueAttributes"));
            assertThat(calls.rights()).isEqualTo(granted("drain.json"));
        }
    }

    @Test
    void shouldGrantWhatDoctorNeedsByPolicyOfDrain() throws IOException {
        try (SqsCalls calls = new SqsCalls(); DoctorFixture fixture = new DoctorFixture(folder)) {
            fixture.with("maskroute.queue.endpoint", calls.endpoint()).doctor();
            assertThat(calls.rights()).isNotEmpty();
            assertThat(granted("drain.json")).containsAll(calls.rights());
        }
    }

    @Test
    void shouldGrantWhatDeadLetterToolNeeds() throws IOException {
        Set<String> all = new TreeSet<>();
        try (SqsCalls calls = new SqsCalls(); DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refusedByTheTable(3);
            fixture.commands().with("maskroute.queue.endpoint", calls.endpoint())
                    .with("maskroute.dead-letter.keyset", folder.resolve("seal"));
            String id = fixture.dlq("list").done().lines().get(1).split(" ")[0];
            fixture.dlq("add-key").done();
            // With a terminal it shows a progress bar and so requests the number of letters.
            System.setProperty("cli.terminal", "true");
            for (List<String> command : List.of(List.of("list"), List.of("show", id), List.of("export", folder.resolve("x").toString()),
                    List.of("open", folder.resolve("x").toString()), List.of("redrive", "--max", "2"), List.of("purge", "--yes"))) {
                calls.forget();
                fixture.dlq(command.toArray(String[]::new));
                assertThat(granted("dead-letters.json")).as(command.get(0)).containsAll(calls.rights());
                all.addAll(calls.rights());
            }
            fixture.drain().awaitRows(2);
            assertThat(fixture.letters()).isZero();
        } finally {
            System.clearProperty("cli.terminal");
        }
        assertThat(all).isEqualTo(granted("dead-letters.json"));
    }

    private static Connection lockOnTheTable(TestDrain drain) throws SQLException {
        Connection connection = DriverManager.getConnection(drain.jdbcUrl(), "postgres", "postgres");
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE user_logins");
        return connection;
    }

    /** In the form {@code queue-name action}. */
    private static Set<String> granted(String policy) throws IOException {
        Set<String> granted = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(POLICIES.resolve(policy).toFile()).path("Statement")) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            String queue = statement.path("Resource").asText().replaceFirst("^arn:aws:sqs:REGION:ACCOUNT:", "");
            statement.path("Action").forEach(action -> granted.add(queue + " " + action.asText()));
        }
        return granted;
    }
}
