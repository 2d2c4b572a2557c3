package io.github.maskroute.config;

import io.github.maskroute.mask.Scheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Masking keys: {@code maskroute.mask.*}.
 *
 * @param scheme of masks whose schema names none
 * @param keyset folder of keys
 * @param keyFile a single key, in place of a folder
 * @param keyEncryptionKey that wraps the keyset: a file, or {@code aws-kms://arn:…}
 * @param kmsEndpoint of a KMS other than AWS's
 */
public record MaskSettings(Scheme scheme, Optional<Path> keyset, Optional<Path> keyFile, Optional<String> keyEncryptionKey,
        Optional<String> kmsEndpoint) {

    public MaskSettings {
        if (keyset.isPresent() && keyFile.isPresent()) {
            throw new ConfigurationException(
                    "settings maskroute.mask.keyset and maskroute.mask.key-file exclude each other: unset one of them");
        }
        if (keyEncryptionKey.isPresent() && keyset.isEmpty()) {
            throw new ConfigurationException("setting maskroute.mask.kek goes with maskroute.mask.keyset: set both, or unset it");
        }
    }

    /** Whether the settings name the keys to mask with. */
    public boolean namesKeys() {
        return keyset.isPresent() || keyFile.isPresent();
    }
}
