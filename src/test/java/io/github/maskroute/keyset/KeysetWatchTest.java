package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetWatchTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofMillis(100);

    /** More than two checks of the folder. */
    private static final Duration SEVERAL_CHECKS = PERIOD.multipliedBy(5);

    @TempDir
    private Path path;

    @TempDir
    private Path elsewhere;

    private final TestLog log = new TestLog();

    @Test
    void shouldReloadPromotedKey() {
        editor().add(Scheme.SIV);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            String second = editor().add(Scheme.SIV);
            editor().promote(Scheme.SIV, second);
            awaitPrimary(watch, Scheme.SIV, second);
            awaitLog("siv." + second + " primary");
        }
        KeyMaterial.of(path).assertNotIn(log.text());
    }

    @Test
    void shouldReloadFirstKeyOfScheme() {
        editor().add(Scheme.SIV);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            awaitPrimary(watch, Scheme.HMAC, editor().add(Scheme.HMAC));
        }
    }

    @Test
    void shouldReloadWrappedKeys() {
        KeysetFolder wrapped = new KeysetFolder(path, Optional.of(
                KeyEncryption.of(KeyFiles.write(elsewhere, KeyFiles.COUNTING).toString(), Optional.empty())));
        new KeysetEditor(wrapped).add(Scheme.SIV);
        try (KeysetWatch watch = new KeysetWatch(wrapped, PERIOD)) {
            String second = new KeysetEditor(wrapped).add(Scheme.SIV);
            new KeysetEditor(wrapped).promote(Scheme.SIV, second);
            awaitPrimary(watch, Scheme.SIV, second);
        }
        KeyMaterial.of(path).assertNotIn(log.text());
        KeyMaterial.of(elsewhere).assertNotIn(log.text());
    }

    @Test
    void shouldKeepLastValidKeysAndReportInvalidFileOnce() {
        String first = editor().add(Scheme.SIV);
        KeyMaterial secrets = KeyMaterial.of(path);
        Path file = path.resolve("siv.json");
        String good = KeyFiles.text(file);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            Keyset before = watch.current();
            KeyFiles.overwrite(file, good.substring(0, good.length() - 10));
            awaitLog("siv.json is not a keyset");
            await().during(SEVERAL_CHECKS).atMost(SECONDS).until(() -> errors() == 1);
            assertThat(watch.current()).isSameAs(before);

            KeyFiles.overwrite(file, good);
            awaitLog("Reloaded the keys of " + path + ": siv." + first + " primary");
            KeyFiles.overwrite(file, "{}");
            await().atMost(SECONDS).until(() -> errors() == 2);
        }
        secrets.assertNotIn(log.text());
    }

    /** Not every editor replaces files atomically. */
    @Test
    void shouldReportInvalidFileAtSecondCheckOnly() {
        editor().add(Scheme.SIV);
        Path file = path.resolve("siv.json");
        String good = KeyFiles.text(file);
        KeysetWatch watch = new KeysetWatch(folder(), Duration.ofHours(1));
        watch.close();
        for (String text : new String[] {"", good, "{}", good}) {
            KeyFiles.overwrite(file, text);
            watch.check();
        }
        assertThat(watch.problem()).isEmpty();
        assertThat(errors()).isZero();

        KeyFiles.overwrite(file, "");
        watch.check();
        watch.check();
        assertThat(watch.problem()).hasValueSatisfying(text -> assertThat(text).contains("siv.json is not a keyset"));
        assertThat(errors()).isEqualTo(1);
    }

    /** The key's length field does not match its bytes: Tink accepts the file, but fails on its key. */
    @Test
    void shouldNotQuoteDamagedKey() {
        editor().add(Scheme.SIV);
        KeyMaterial secrets = KeyMaterial.of(path);
        Path file = path.resolve("siv.json");
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            KeyFiles.overwrite(file, KeyFiles.text(file).replaceFirst("\"value\":\"Ek.", "\"value\":\"EkE"));
            awaitLog("siv.json is not a keyset");
            assertThat(watch.current().enabled(Scheme.SIV)).hasSize(1);
        }
        secrets.assertNotIn(log.text());
    }

    @Test
    void shouldKeepKeysOfDeletedFile() throws IOException {
        String siv = editor().add(Scheme.SIV);
        editor().add(Scheme.HMAC);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            Files.delete(path.resolve("siv.json"));
            awaitLog("key siv." + siv + " is missing");
            assertThat(watch.current().primary(Scheme.SIV).id()).isEqualTo(siv);
            Files.delete(path.resolve("hmac.json"));
            awaitLog("has no hmac.json, siv.json or prefix.json");
            assertThat(watch.current().primary(Scheme.SIV).id()).isEqualTo(siv);
        }
    }

    /** The keys in use may be the only copy of the old keys. */
    @Test
    void shouldRejectAnotherKeyset() throws IOException {
        String first = editor().add(Scheme.SIV);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            Files.delete(path.resolve("siv.json"));
            editor().add(Scheme.SIV);
            awaitLog("key siv." + first + " is missing");
            assertThat(watch.current().primary(Scheme.SIV).id()).isEqualTo(first);
        }
    }

    @Test
    void shouldRejectAnotherKeyOfSameName() {
        String id = editor().add(Scheme.HMAC);
        String other = new KeysetEditor(new KeysetFolder(elsewhere, Optional.empty())).add(Scheme.HMAC);
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            Keyset before = watch.current();
            KeyFiles.overwrite(path.resolve("hmac.json"), KeyFiles.text(elsewhere.resolve("hmac.json"))
                    .replace(number(other), number(id)));
            awaitLog("key hmac." + id + " is missing");
            assertThat(watch.current()).isSameAs(before);
        }
    }

    private static String number(String id) {
        return Integer.toUnsignedString(Integer.parseUnsignedInt(id, 16));
    }

    @Test
    void shouldReloadAllFilesOrNone() {
        editor().add(Scheme.SIV);
        String hmac = editor().add(Scheme.HMAC);
        String good = KeyFiles.text(path.resolve("siv.json"));
        try (KeysetWatch watch = new KeysetWatch(folder(), PERIOD)) {
            KeyFiles.overwrite(path.resolve("siv.json"), "{}");
            awaitLog("siv.json is not a keyset");
            String second = editor().add(Scheme.HMAC);
            editor().promote(Scheme.HMAC, second);
            await().during(SEVERAL_CHECKS).atMost(SECONDS).until(() -> watch.current().primary(Scheme.HMAC).id().equals(hmac));
            KeyFiles.overwrite(path.resolve("siv.json"), good);
            awaitPrimary(watch, Scheme.HMAC, second);
        }
    }

    @Test
    void shouldNotStartWithoutKeys() {
        assertThatThrownBy(() -> new KeysetWatch(folder(), PERIOD)).isInstanceOf(MaskingException.class);
    }

    @Test
    void shouldEndItsThread() {
        editor().add(Scheme.SIV);
        long before = watchThreads();
        new KeysetWatch(folder(), PERIOD).close();

        await().atMost(SECONDS).until(() -> watchThreads() <= before);
    }

    private static long watchThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("maskroute-keyset")).count();
    }

    private long errors() {
        return log.text().lines().filter(line -> line.contains(" ERROR ") && line.contains(path.toString())).count();
    }

    private static void awaitPrimary(KeysetWatch watch, Scheme scheme, String id) {
        await("primary " + id).atMost(SECONDS).ignoreExceptions().until(() -> watch.current().primary(scheme).id().equals(id));
    }

    private void awaitLog(String text) {
        await(text).atMost(SECONDS).until(() -> log.text().contains(text));
    }

    private KeysetFolder folder() {
        return new KeysetFolder(path, Optional.empty());
    }

    private KeysetEditor editor() {
        return new KeysetEditor(folder());
    }
}
