package io.github.maskroute.app;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.keyset.KeyEncryption;
import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.keyset.KeysetWatch;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys that the settings name: to mask with, a keyset folder, watched, or a key file; and those that seal dead letters, as they
 * are at the start. Safe for use by several threads.
 */
final class KeySource implements MaskingKeys, AutoCloseable {

    private final Optional<BodySeal> bodySeal;
    private final MaskingKeys keys;
    private final Supplier<Optional<String>> problem;

    /**
     * Reads the keys.
     *
     * @throws ConfigurationException if no keys are named
     * @throws io.github.maskroute.mask.MaskingException if they cannot be used
     */
    KeySource(Settings settings) {
        if (!settings.namesKeys()) {
            throw new ConfigurationException("setting maskroute.mask.keyset is missing; make keys with `maskroute keys add hmac --keyset keys`,"
                    + " or set maskroute.mask.key-file");
        }
        // Also if bodies are not to be sealed any more: sealed ones may come back.
        bodySeal = settings.find("maskroute.dead-letter.keyset")
                .map(folder -> new BodySeal(new SealKeys(Path.of(folder), kek(settings)).read()));
        Optional<String> folder = settings.find("maskroute.mask.keyset");
        if (folder.isPresent()) {
            KeysetWatch watch = new KeysetWatch(folder(settings, Path.of(folder.get())));
            keys = watch;
            problem = watch::problem;
        } else {
            Path file = Path.of(settings.get("maskroute.mask.key-file"));
            Keyset keyset = Keyset.of(KeyFile.read(file));
            keys = () -> keyset;
            problem = () -> Files.isReadable(file) ? Optional.empty() : Optional.of("key file " + file + " is gone; restore it");
        }
    }

    /** A keyset folder, with the key-encryption key of the settings. */
    static KeysetFolder folder(Settings settings, Path folder) {
        return new KeysetFolder(folder, kek(settings));
    }

    /** What seals and opens the bodies of dead letters; empty if the settings name no key for it. */
    Optional<BodySeal> bodySeal() {
        return bodySeal;
    }

    private static Optional<KeyEncryption> kek(Settings settings) {
        return settings.find("maskroute.mask.kek").map(kek -> KeyEncryption.of(kek, settings.find("maskroute.mask.kms-endpoint")));
    }

    @Override
    public Keyset current() {
        return keys.current();
    }

    /** What is wrong with the keys as they are on disk; empty if nothing is. Those that were read stay in force. */
    Optional<String> problem() {
        return problem.get();
    }

    @Override
    public void close() {
        if (keys instanceof KeysetWatch watch) {
            watch.close();
        }
    }
}
