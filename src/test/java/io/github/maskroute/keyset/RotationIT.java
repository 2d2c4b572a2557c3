package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.app.Drain;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.mask.Token;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes keys while two drains store events. No event is lost, and all tokens can be decoded. */
class RotationIT {

    private static final int DURING = 5_000;
    private static final int AFTER = 1_000;

    @TempDir
    private Path folder;

    @Test
    void shouldChangeKeyUnderLoadWithoutLoss() {
        KeysetFolder keys = new KeysetFolder(folder, Optional.empty());
        KeysetEditor editor = new KeysetEditor(keys);
        String old = editor.add(Scheme.SIV);
        try (TestDrain drain = new TestDrain("", Map.of(
                        "maskroute.mask.scheme", "siv", "maskroute.mask.keyset", folder.toString())).start();
                Drain replica = drain.startReplica()) {
            CompletableFuture<TestDrain> sent = CompletableFuture.supplyAsync(() -> drain.send(events(0, DURING)));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.count() > 200);
            String promoted = editor.add(Scheme.SIV);
            editor.promote(Scheme.SIV, promoted);
            await("both drains have the key").atMost(TestDrain.PATIENCE).until(() -> reloads(drain, promoted) == 2);
            sent.join().send(events(DURING, DURING + AFTER)).awaitRows(DURING + AFTER);

            assertThat(drain.deadLetters()).isEmpty();
            List<Map<String, String>> rows = drain.rows("SELECT user_id, masked_ip, masked_device_id FROM user_logins");
            assertAllDecode(keys.read(), rows);
            assertThat(keyIds(rows, 0)).isEqualTo(new TreeSet<>(List.of(old, promoted)));
            assertThat(keyIds(rows, DURING)).containsExactly(promoted);
            assertThat(replica.camelContext().isStarted()).isTrue();
        }
    }

    /** A value gets the same token again, so that operators can find it under each key. */
    @Test
    void shouldMakeSameTokensAfterPromotingOldKey() {
        KeysetFolder keys = new KeysetFolder(folder, Optional.empty());
        KeysetEditor editor = new KeysetEditor(keys);
        String old = editor.add(Scheme.HMAC);
        String other = editor.add(Scheme.HMAC);
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.mask.keyset", folder.toString())).start()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            promote(editor, drain, other);
            drain.send(List.of(TestDrain.event(1))).awaitRows(2);
            promote(editor, drain, old);
            drain.send(List.of(TestDrain.event(1))).awaitRows(3);
            assertThat(drain.rows("SELECT count(*) AS n FROM user_logins GROUP BY masked_ip ORDER BY n")).extracting(row -> row.get("n"))
                    .containsExactly("1", "2");
        }
    }

    private void promote(KeysetEditor editor, TestDrain drain, String id) {
        editor.promote(Scheme.HMAC, id);
        await().atMost(TestDrain.PATIENCE).until(() -> reloads(drain, id) == 1);
    }

    private static void assertAllDecode(Keyset keyset, List<Map<String, String>> rows) {
        FieldMasks masks = TestMasks.of(() -> keyset, Map.of("ip", "address", "device_id", "text"), "siv", Map.of(), Map.of());
        assertThat(rows).extracting(row -> row.get("user_id")).doesNotHaveDuplicates();
        for (Map<String, String> row : rows) {
            assertThat(TestDrain.event(number(row)))
                    .contains("\"ip\":\"" + masks.value("ip", Token.parse(row.get("masked_ip"))) + "\"")
                    .contains("\"device_id\":\"" + masks.value("device_id", Token.parse(row.get("masked_device_id"))) + "\"");
        }
    }

    /** The ids of the keys in the tokens of events from this number on. */
    private static TreeSet<String> keyIds(List<Map<String, String>> rows, int from) {
        return rows.stream().filter(row -> number(row) >= from)
                .map(row -> Token.parse(row.get("masked_ip")).keyId()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static int number(Map<String, String> row) {
        return Integer.parseInt(row.get("user_id").substring("user-".length()));
    }

    private int reloads(TestDrain drain, String id) {
        return (int) drain.log().lines()
                .filter(line -> line.contains("Reloaded the keys of " + folder) && line.contains("." + id)).count();
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDrain::event).toList();
    }
}
