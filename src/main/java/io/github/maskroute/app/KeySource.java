package io.github.maskroute.app;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.MaskSettings;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.keyset.KeysetWatch;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The keys that the settings name: a keyset folder, which is watched, or a key file; and the keys that seal dead letters, read once at the
 * start. Safe for use by several threads.
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
    KeySource(ServiceFactory services) {
        MaskSettings settings = services.settings().mask();
        if (!settings.namesKeys()) {
            throw new ConfigurationException("setting maskroute.mask.keyset is missing;"
                    + " make keys with `maskroute keys add hmac --keyset keys`, or set maskroute.mask.key-file");
        }
        // Also if bodies are no longer sealed: sealed ones may come back.
        bodySeal = services.bodySeal();
        Optional<Keyset> single = services.keyFile();
        if (single.isPresent()) {
            Path file = settings.keyFile().orElseThrow();
            keys = single::get;
            problem = () -> Files.isReadable(file) ? Optional.empty() : Optional.of("key file " + file + " is gone; restore it");
        } else {
            KeysetWatch watch = new KeysetWatch(services.keyset(Optional.empty()));
            keys = watch;
            problem = watch::problem;
        }
    }

    /** Encrypts and decrypts the bodies of dead letters; empty if the settings name no keys for it. */
    Optional<BodySeal> bodySeal() {
        return bodySeal;
    }

    @Override
    public Keyset current() {
        return keys.current();
    }

    /** The problem with the key files; empty if none exists. The keys that were read stay in use. */
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
