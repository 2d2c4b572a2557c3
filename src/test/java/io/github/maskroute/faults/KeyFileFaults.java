package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.keyset.KeyMaterial;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/** Key files that are missing, truncated, or swapped. */
class KeyFileFaults {

    private static final String TAKEN = "Reloaded the keys of ";

    @Test
    void whileItRuns() {
        try (FaultRun run = new FaultRun("08.1", "key files missing, truncated or swapped while the drain runs")) {
            Path keys = run.folder().resolve("keys");
            String first = newKeys(keys);
            EditedFile hmac = new EditedFile(keys.resolve("hmac.json"));
            EditedFile siv = new EditedFile(keys.resolve("siv.json"));
            String good = hmac.text();
            String sivGood = siv.text();
            Path others = run.folder().resolve("others");
            newKeys(others);
            EditedRun drain = new EditedRun(run.with("maskroute.mask.keyset", keys.toString()));

            drain.mistake(() -> hmac.move(run.folder().resolve("away")), "key hmac." + first + " is missing");
            drain.good(() -> hmac.replace(good), TAKEN);
            drain.mistake(() -> hmac.replace(good.substring(0, run.random().nextInt(good.length()))), "hmac.json is not a keyset");
            drain.good(() -> hmac.write(good), TAKEN);
            drain.mistake(() -> hmac.replace(new EditedFile(others.resolve("hmac.json")).text()), "key hmac." + first + " is missing");
            drain.good(() -> hmac.replace(good), TAKEN);
            drain.mistake(() -> siv.write(new EditedFile(others.resolve("prefix.json")).text()),
                    "siv.json contains keys that siv cannot use");
            drain.good(() -> siv.write(sivGood), TAKEN);
            drain.mistake(() -> new EditedFile(keys).move(run.folder().resolve("keys-away")), "has no hmac.json, siv.json or prefix.json");
            drain.good(() -> new EditedFile(run.folder().resolve("keys-away")).move(keys), TAKEN);

            String second = rotated(keys, others);
            String rotated = new EditedFile(others.resolve("hmac.json")).text();
            drain.mistake(() -> hmac.write(rotated.substring(0, rotated.length() / 2)), "hmac.json is not a keyset");
            drain.good(() -> hmac.write(rotated), "hmac." + second + " primary");
            int mistakes = drain.end();
            Map<String, Integer> tokens = tokens(run, first, second);
            run.finish("%d mistakes logged once each, the last good keys stayed in force; a key that was rotated in by two writes was used"
                    .formatted(mistakes));
            assertThat(tokens(run, first, second).values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(run.rows());
            assertThat(tokens(run, first, second).get(second)).isGreaterThan(tokens.get(second));
            KeyMaterial.of(keys).assertNotIn(drain.log());
            KeyMaterial.of(others).assertNotIn(drain.log());
        }
    }

    @Test
    void atTheStart() {
        try (FaultRun run = new FaultRun("08.2", "key files missing or truncated at the start")) {
            Path keys = run.folder().resolve("keys");
            newKeys(keys);
            EditedFile hmac = new EditedFile(keys.resolve("hmac.json"));
            String good = hmac.text();
            run.with("maskroute.mask.keyset", keys.toString()).sendAll();

            hmac.replace(good.substring(0, run.random().nextInt(good.length())));
            assertRefused(run, "key file " + hmac.path() + " is not a keyset in Tink's JSON format; restore it from a copy");
            hmac.move(run.folder().resolve("away"));
            assertRefused(run, "the keyset has no primary key for hmac");
            new EditedFile(keys).move(run.folder().resolve("keys-away"));
            assertRefused(run, "keyset folder " + keys + " has no hmac.json, siv.json or prefix.json");
            new EditedFile(run.folder().resolve("keys-away")).move(keys);
            hmac.replace(good);
            run.start();
            run.finish("3 starts ended with exit code 1 and a line that names file and remedy,"
                    + " and received nothing; after a correction it drained all");
        }
    }

    private static void assertRefused(FaultRun run, String words) {
        Packaged drain = run.launch();
        assertThat(drain.exitCode()).isEqualTo(1);
        assertThat(FaultRun.log(drain)).contains("ERROR", "Maskroute cannot start: ", words).doesNotContain("Running: ");
        assertThat(run.services().depth(run.services().queueUrl())).isEqualTo(FaultRun.EVENTS);
    }

    /** Adds a key for each scheme, and returns the id of the primary one. */
    private static String newKeys(Path folder) {
        KeysetEditor editor = new KeysetEditor(new KeysetFolder(folder, Optional.empty()));
        editor.add(Scheme.PREFIX);
        editor.add(Scheme.SIV);
        return editor.add(Scheme.HMAC);
    }

    /** Copies keys to another folder, and promotes a new one there. */
    private static String rotated(Path keys, Path copy) {
        try {
            FileUtils.copyDirectory(keys.toFile(), copy.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KeysetEditor editor = new KeysetEditor(new KeysetFolder(copy, Optional.empty()));
        String id = editor.add(Scheme.HMAC);
        editor.promote(Scheme.HMAC, id);
        return id;
    }

    /** Rows by the key that masked both of their values. */
    private static Map<String, Integer> tokens(FaultRun run, String first, String second) {
        return Map.of(first, masked(run, first), second, masked(run, second));
    }

    private static int masked(FaultRun run, String key) {
        return run.services().rows("SELECT 1 FROM user_logins WHERE masked_ip LIKE 'hmac." + key + ".%' AND masked_device_id LIKE 'hmac."
                + key + ".%'").size();
    }
}
