package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the primary key while a drain runs. */
class RemaskBesideDrainIT {

    private static final int ROWS = 6_000;

    @TempDir
    private Path keys;

    @Test
    void shouldLoseNoRowAndRewriteAllTokens() {
        KeysetFolder folder = new KeysetFolder(keys, Optional.empty());
        KeysetEditor editor = new KeysetEditor(folder);
        editor.add(Scheme.SIV);
        Map<String, String> masking = Map.of("maskroute.mask.keyset", keys.toString(), "maskroute.mask.scheme", "siv");
        try (TestDrain drain = new TestDrain("", masking).start()) {
            drain.send(events(0, 2_000));
            await().atMost(TestDrain.PATIENCE).until(() -> drain.count() > 500);
            editor.promote(Scheme.SIV, editor.add(Scheme.SIV));
            // Starts at once, while the drain still makes old tokens.
            try (CommandProcess command = start(drain)) {
                drain.send(events(2_000, ROWS));
                assertThat(command.exitCode()).as(command::err).isZero();
                assertThat(command.out()).matches("rewritten [1-9]\\d* to siv\\.\\w+, left 0, passes \\d+\n");
                drain.assertNothingLeaked(command.out() + command.err());
            }
            drain.awaitRows(ROWS);
            assertAllOfPresentKey(drain, folder.read());
        }
    }

    private static void assertAllOfPresentKey(TestDrain drain, Keyset present) {
        FieldMasks masks = TestMasks.of(() -> present, Map.of("ip", "address"), "siv", Map.of(), Map.of());
        List<Map<String, String>> expected = IntStream.range(0, ROWS).mapToObj(number -> {
            String ip = TestDrain.event(number).replaceFirst("(?s).*\"ip\":\"([^\"]*)\".*", "$1");
            return Map.of("user_id", "user-" + number, "masked_ip", masks.token("ip", ip).orElseThrow());
        }).toList();
        assertThat(drain.rows("SELECT user_id, masked_ip FROM user_logins")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(drain.deadLetters()).isEmpty();
    }

    private static CommandProcess start(TestDrain drain) {
        return CommandProcess.start(List.of(), drain.settings(),
                List.of("remask", "--table", "user_logins", "--column", "masked_ip", "--rows-per-second", "1000"));
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDrain::event).toList();
    }
}
