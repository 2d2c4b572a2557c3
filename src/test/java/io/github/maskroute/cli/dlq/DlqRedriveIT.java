package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.CommandProcess;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.Ran;
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

/** Records that come back from the dead-letter queue are stored once, however often, and wherever a run ends. */
class DlqRedriveIT {

    @TempDir
    private Path folder;

    @Test
    void storesOnceWhatWasRefusedForAWhile() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            desk.refusedByTheTable(25);
            assertThat(desk.dlq("redrive", "--dry-run").done().out()).isEqualTo("would redrive 25, left 0\n");
            assertThat(desk.letters()).isEqualTo(25);
            assertThat(desk.dlq("redrive", "--reason", "ip").stopped(ExitCode.OK).out()).isEqualTo("redriven 0, left 0\n");
            assertThat(desk.dlq("redrive", "--reason", "constraint", "--since", "1h", "--max", "5").stopped(ExitCode.OK).out())
                    .isEqualTo("redriven 5, left 0\n");
            desk.drain().awaitRows(5);
            assertThat(desk.dlq("redrive", "--json").done().out()).contains("\"redriven\":20").contains("\"too_old\":0");
            desk.assertStoredOnce(25);
        }
    }

    /** A letter that was redriven, refused again and redriven again is the same record still. */
    @Test
    void aRecordKeepsItsOriginThroughEachRedrive() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            desk.refusedByTheTable(3);
            String originals = originals(desk);
            desk.drain().execute("ALTER TABLE user_logins ADD CONSTRAINT no_ios CHECK (device_type <> 'ios')");
            for (int i = 0; i < 2; i++) {
                assertThat(desk.dlq("redrive").out()).as("comes to an end").startsWith("redriven 3, left ");
                desk.drain().awaitEmpty();
                desk.awaitLetters(3);
            }
            assertThat(originals(desk)).isEqualTo(originals);

            assertThat(desk.dlq("redrive", "--as-new", "--max", "9").out()).startsWith("redriven 3, left ");
            desk.drain().awaitEmpty();
            desk.awaitLetters(3);

            desk.drain().execute("ALTER TABLE user_logins DROP CONSTRAINT no_ios");
            desk.dlq("redrive").done();
            desk.assertStoredOnce(3);
        }
    }

    @Test
    void goesOnAfterItWasKilled() {
        int count = 500;
        try (SqsProxy queue = new SqsProxy(Services.get().queueEndpoint());
                LetterDesk desk = new LetterDesk(folder, Map.of())) {
            queue.fault("ReceiveMessage", call -> call.forward(call.request().put("VisibilityTimeout", 5)));
            IntStream.range(0, count).forEach(i -> desk.put(TestDrain.event(i), Map.of()));
            desk.drain().stop();
            Map<String, String> settings = desk.settings();
            settings.put("maskroute.queue.endpoint", queue.endpoint().toString());
            try (CommandProcess first = CommandProcess.start(List.of(), settings, List.of("dlq", "redrive"))) {
                await().pollInterval(Duration.ofMillis(5)).atMost(TestDrain.PATIENCE)
                        .until(() -> desk.drain().depth(desk.drain().queueUrl()) > 50);
                first.kill();
            }
            assertThat(desk.letters()).isBetween(1, count - 50);
            desk.drain().start();
            desk.dlq("redrive").done();
            // What the first had in hand shows again when its visibility timeout ends, here after seconds.
            await().pollInterval(Duration.ofSeconds(2)).atMost(TestDrain.PATIENCE).until(() -> {
                desk.dlq("redrive");
                return desk.letters() == 0;
            });
            desk.assertStoredOnce(count);
        }
    }

    @Test
    void trustsNoStampThatItDidNotMake() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            desk.drain().send(List.of(TestDrain.event(1))).awaitRows(1);
            Map<String, String> row = desk.drain().rows("SELECT message_id FROM processed_message").get(0);
            String forged = "v1.0badc0de." + row.get("message_id") + ".1700000000000." + "A".repeat(43);
            desk.put(TestDrain.event(2), Map.of("maskroute-origin", forged, "maskroute-message-id", row.get("message_id")));

            assertThat(desk.dlq("show", row.get("message_id")).done().out()).contains("its stamp does not hold");
            assertThat(desk.dlq("redrive").stopped(ExitCode.LETTERS_LEFT).err()).contains("1 letter(s) have a stamp by another key");
            assertThat(desk.letters()).isEqualTo(1);
            desk.dlq("redrive", "--as-new").done();
            desk.drain().awaitRows(2);
        }
    }

    /** Sent by their own ids, records that are stored by now would be stored again. */
    @Test
    void leavesWhatAnotherKeysetStamped() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            String other = folder.resolve("other").toString();
            desk.commands().run("keys", "add", "hmac", "--keyset", other).done();
            desk.refusedByTheTable(2);
            Ran ran = desk.dlq("redrive", "--keyset", other).stopped(ExitCode.LETTERS_LEFT);
            assertThat(ran.out()).isEqualTo("redriven 0, left 2\n");
            assertThat(ran.err()).contains("2 letter(s) have a stamp by another key").contains("--keyset", "--as-new");
            assertThat(desk.letters()).isEqualTo(2);

            desk.dlq("redrive").done();
            desk.assertStoredOnce(2);
        }
    }

    @Test
    void leavesWhatTheLedgerForgotUnlessToldTo() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            desk.put(TestDrain.event(1), Map.of());
            desk.commands().with("maskroute.ledger.retention", "1h");
            Ran ran = desk.dlq("redrive").stopped(ExitCode.LETTERS_LEFT);
            assertThat(ran.out()).isEqualTo("redriven 0, left 1\n");
            assertThat(ran.err()).contains("1 letter(s) came from a message older than maskroute.ledger.retention").contains("--as-new");
            assertThat(desk.letters()).isEqualTo(1);

            desk.dlq("redrive", "--as-new").done();
            desk.drain().awaitRows(1);
        }
    }

    @Test
    void needsAnHmacKeyOrTheWordThatNoneIsNeeded() {
        try (LetterDesk desk = new LetterDesk(folder, Map.of())) {
            String keys = folder.resolve("siv-only").toString();
            desk.commands().run("keys", "add", "siv", "--keyset", keys).done();
            assertThat(desk.dlq("redrive", "--keyset", keys).refused(ExitCode.WRONG_KEYSET).err()).contains("hmac", "--as-new");
        }
    }

    @Test
    void keepsToGroupsInAFifoQueue() {
        try (LetterDesk desk = new LetterDesk(folder, ".fifo", Map.of())) {
            desk.refusedByTheTable(30);
            assertThat(desk.dlq("redrive").done().out()).isEqualTo("redriven 30, left 0\n");
            desk.assertStoredOnce(30);

            // On AWS its time is that of the move, which the ledger does not know.
            desk.put(TestDrain.event(31), Map.of());
            assertThat(desk.dlq("redrive").stopped(ExitCode.LETTERS_LEFT).err()).contains("SQS gave them a new time when it moved them");
            assertThat(desk.letters()).isEqualTo(1);
            desk.dlq("redrive", "--as-new").done();
            desk.assertStoredOnce(31);
        }
    }

    @Test
    void opensSealedLettersInThePackagedProgram() throws Exception {
        Path keys = folder.resolve("seal");
        new Commands(folder).run("dlq", "add-key", "--keyset", keys.toString()).done();
        try (LetterDesk desk = new LetterDesk(folder,
                Map.of("maskroute.dead-letter.body", "sealed", "maskroute.dead-letter.keyset", keys.toString()))) {
            desk.refusedByTheTable(12);
            Ran list = packaged(desk, "dlq", "list").done();
            assertThat(list.out()).contains("12  constraint");
            String id = list.lines().get(1).split(" ")[0];
            assertThat(packaged(desk, "dlq", "show", id).done().out()).contains("body            sealed\n").contains("hmac.");

            Files.move(keys, folder.resolve("away"));
            assertThat(packaged(desk, "dlq", "redrive").refused(ExitCode.UNREADABLE_FILE).err()).contains("no seal.json");
            Files.move(folder.resolve("away"), keys);
            Ran redrive = packaged(desk, "dlq", "redrive").done();
            assertThat(redrive.out()).isEqualTo("redriven 12, left 0\n");
            desk.assertStoredOnce(12);
            desk.drain().assertNothingLeaked(list.out() + redrive.out());
            desk.dlq("list").stopped(ExitCode.OK);
        }
    }

    private Ran packaged(LetterDesk desk, String... args) {
        return new Packaged.Start(folder, Packaged.HOME.resolve("bin/maskroute").toString(), args)
                .with(desk.settings()).run();
    }

    private static String originals(LetterDesk desk) {
        return desk.dlq("list", "--json").done().lines().stream().filter(line -> line.contains("message_id"))
                .map(line -> line.replaceAll(".*\"message_id\":\"([^\"]+)\".*", "$1")).sorted().toList().toString();
    }
}
