package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.CommandProcess;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.faults.SqsProxy;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redriven records are stored once, even after several or interrupted runs. */
class DlqRedriveIT {

    @TempDir
    private Path folder;

    @Test
    void shouldStoreRedrivenRecordsOnce() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refusedByTheTable(25);
            assertThat(fixture.dlq("redrive", "--dry-run").done().out()).isEqualTo("would redrive 25, left 0\n");
            assertThat(fixture.letters()).isEqualTo(25);
            assertThat(fixture.dlq("redrive", "--reason", "ip").stopped(ExitCode.OK).out()).isEqualTo("redriven 0, left 0\n");
            assertThat(fixture.dlq("redrive", "--reason", "constraint", "--since", "1h", "--max", "5").stopped(ExitCode.OK).out())
                    .isEqualTo("redriven 5, left 0\n");
            fixture.drain().awaitRows(5);
            assertThat(fixture.dlq("redrive", "--json").done().out()).contains("\"redriven\":20").contains("\"too_old\":0");
            fixture.assertStoredOnce(25);
        }
    }

    /** A letter that was redriven, refused and redriven again is still the same record. */
    @Test
    void shouldKeepOriginThroughEachRedrive() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.refusedByTheTable(3);
            String originals = originals(fixture);
            fixture.drain().execute("ALTER TABLE user_logins ADD CONSTRAINT no_ios CHECK (device_type <> 'ios')");
            for (int i = 0; i < 2; i++) {
                assertThat(fixture.dlq("redrive").out()).as("ends").startsWith("redriven 3, left ");
                fixture.drain().awaitEmpty();
                fixture.awaitLetters(3);
            }
            assertThat(originals(fixture)).isEqualTo(originals);

            assertThat(fixture.dlq("redrive", "--as-new", "--max", "9").out()).startsWith("redriven 3, left ");
            fixture.drain().awaitEmpty();
            fixture.awaitLetters(3);

            fixture.drain().execute("ALTER TABLE user_logins DROP CONSTRAINT no_ios");
            fixture.dlq("redrive").done();
            fixture.assertStoredOnce(3);
        }
    }

    @Test
    void shouldContinueAfterKill() {
        int count = 500;
        try (SqsProxy queue = new SqsProxy(Services.get().queueEndpoint());
                DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            queue.fault("ReceiveMessage", call -> call.forward(call.request().put("VisibilityTimeout", 5)));
            IntStream.range(0, count).forEach(i -> fixture.put(TestDrain.event(i), Map.of()));
            fixture.drain().stop();
            Map<String, String> settings = fixture.settings();
            settings.put("maskroute.queue.endpoint", queue.endpoint().toString());
            try (CommandProcess first = CommandProcess.start(List.of(), settings, List.of("dlq", "redrive"))) {
                await().pollInterval(Duration.ofMillis(5)).atMost(TestDrain.PATIENCE)
                        .until(() -> fixture.drain().depth(fixture.drain().queueUrl()) > 50);
                first.kill();
            }
            assertThat(fixture.letters()).isBetween(1, count - 50);
            fixture.drain().start();
            fixture.dlq("redrive").done();
            // The letters of the first run are visible again after their visibility timeout of some seconds.
            await().pollInterval(Duration.ofSeconds(2)).atMost(TestDrain.PATIENCE).until(() -> {
                fixture.dlq("redrive");
                return fixture.letters() == 0;
            });
            fixture.assertStoredOnce(count);
        }
    }

    @Test
    void shouldRejectForgedStamps() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.drain().send(List.of(TestDrain.event(1))).awaitRows(1);
            Map<String, String> row = fixture.drain().rows("SELECT message_id FROM processed_message").get(0);
            String forged = "v1.0badc0de." + row.get("message_id") + ".1700000000000." + "A".repeat(43);
            fixture.put(TestDrain.event(2), Map.of("maskroute-origin", forged, "maskroute-message-id", row.get("message_id")));

            assertThat(fixture.dlq("show", row.get("message_id")).done().out()).contains("its stamp is invalid");
            assertThat(fixture.dlq("redrive").stopped(ExitCode.LETTERS_LEFT).err()).contains("1 letter(s) have a stamp by another key");
            assertThat(fixture.letters()).isEqualTo(1);
            fixture.dlq("redrive", "--as-new").done();
            fixture.drain().awaitRows(2);
        }
    }

    /** With the ids of the letters, records that are already stored would be stored again. */
    @Test
    void shouldLeaveLettersStampedWithAnotherKeyset() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            String other = folder.resolve("other").toString();
            fixture.commands().run("keys", "add", "hmac", "--keyset", other).done();
            fixture.refusedByTheTable(2);
            CommandResult result = fixture.dlq("redrive", "--keyset", other).stopped(ExitCode.LETTERS_LEFT);
            assertThat(result.out()).isEqualTo("redriven 0, left 2\n");
            assertThat(result.err()).contains("2 letter(s) have a stamp by another key").contains("--keyset", "--as-new");
            assertThat(fixture.letters()).isEqualTo(2);

            fixture.dlq("redrive").done();
            fixture.assertStoredOnce(2);
        }
    }

    @Test
    void shouldLeaveLettersOlderThanRetentionUnlessAsNew() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            fixture.put(TestDrain.event(1), Map.of());
            fixture.commands().with("maskroute.ledger.retention", "1h");
            CommandResult result = fixture.dlq("redrive").stopped(ExitCode.LETTERS_LEFT);
            assertThat(result.out()).isEqualTo("redriven 0, left 1\n");
            assertThat(result.err()).contains("1 letter(s) came from a message older than maskroute.ledger.retention").contains("--as-new");
            assertThat(fixture.letters()).isEqualTo(1);

            fixture.dlq("redrive", "--as-new").done();
            fixture.drain().awaitRows(1);
        }
    }

    @Test
    void shouldRequireHmacKeyUnlessAsNew() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, Map.of())) {
            String keys = folder.resolve("siv-only").toString();
            fixture.commands().run("keys", "add", "siv", "--keyset", keys).done();
            assertThat(fixture.dlq("redrive", "--keyset", keys).refused(ExitCode.WRONG_KEYSET).err()).contains("hmac", "--as-new");
        }
    }

    @Test
    void shouldKeepMessageGroupsOfFifoQueue() {
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder, ".fifo", Map.of())) {
            fixture.refusedByTheTable(30);
            assertThat(fixture.dlq("redrive").done().out()).isEqualTo("redriven 30, left 0\n");
            fixture.assertStoredOnce(30);

            // On AWS it would have the time of the move, which the ledger does not have.
            fixture.put(TestDrain.event(31), Map.of());
            assertThat(fixture.dlq("redrive").stopped(ExitCode.LETTERS_LEFT).err()).contains("SQS gave them a new time when it moved them");
            assertThat(fixture.letters()).isEqualTo(1);
            fixture.dlq("redrive", "--as-new").done();
            fixture.assertStoredOnce(31);
        }
    }

    @Test
    void shouldOpenSealedLettersInPackagedProgram() throws Exception {
        Path keys = folder.resolve("seal");
        new Commands(folder).run("dlq", "add-key", "--keyset", keys.toString()).done();
        try (DeadLetterFixture fixture = new DeadLetterFixture(folder,
                Map.of("maskroute.dead-letter.body", "sealed", "maskroute.dead-letter.keyset", keys.toString()))) {
            fixture.refusedByTheTable(12);
            CommandResult list = packaged(fixture, "dlq", "list").done();
            assertThat(list.out()).contains("12  constraint");
            String id = list.lines().get(1).split(" ")[0];
            assertThat(packaged(fixture, "dlq", "show", id).done().out()).contains("body            sealed\n").contains("hmac.");

            Files.move(keys, folder.resolve("away"));
            assertThat(packaged(fixture, "dlq", "redrive").refused(ExitCode.UNREADABLE_FILE).err()).contains("no seal.json");
            Files.move(folder.resolve("away"), keys);
            CommandResult redrive = packaged(fixture, "dlq", "redrive").done();
            assertThat(redrive.out()).isEqualTo("redriven 12, left 0\n");
            fixture.assertStoredOnce(12);
            fixture.drain().assertNothingLeaked(list.out() + redrive.out());
            fixture.dlq("list").stopped(ExitCode.OK);
        }
    }

    private CommandResult packaged(DeadLetterFixture fixture, String... args) {
        return new Packaged.Start(folder, Packaged.HOME.resolve("bin/maskroute").toString(), args)
                .with(fixture.settings()).run();
    }

    private static String originals(DeadLetterFixture fixture) {
        return fixture.dlq("list", "--json").done().lines().stream().filter(line -> line.contains("message_id"))
                .map(line -> line.replaceAll(".*\"message_id\":\"([^\"]+)\".*", "$1")).sorted().toList().toString();
    }
}
