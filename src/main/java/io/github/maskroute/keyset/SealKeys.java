package io.github.maskroute.keyset;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The keys that encrypt the bodies of dead letters: {@code seal.json} in a folder, a keyset of AES-256-GCM keys in Tink's JSON format, in
 * clear text or wrapped by a key-encryption key. The primary key encrypts; all keys decrypt.
 *
 * <p>Safe for concurrent use by threads and processes.
 */
public final class SealKeys {

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Path folder;
    private final Path file;
    private final Optional<KeyEncryption> kek;

    /** @param kek wraps the file; empty if the file is not wrapped */
    public SealKeys(Path folder, Optional<KeyEncryption> kek) {
        this.folder = folder;
        this.file = folder.resolve("seal.json");
        this.kek = kek;
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /**
     * Reads the keys.
     *
     * @throws MaskingException if the file is missing, unreadable, readable by others, not a keyset of such keys, or does not match the
     *     key-encryption key
     */
    public Aead read() {
        if (!Files.exists(file)) {
            throw new MaskingException(Fault.UNREADABLE_FILE,
                    "folder " + folder + " has no seal.json; create one with `maskroute dlq add-key`, or copy the seal.json of the drain");
        }
        try {
            return handle().getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw SecretFile.unusable(file, "has keys that Tink rejects; restore it from a copy");
        }
    }

    /**
     * Adds a new random key and makes it primary. Existing keys still decrypt.
     *
     * @return the id
     * @throws MaskingException if the file exists and is unusable, or cannot be written
     */
    public String add() {
        AtomicReference<KeysetHandle> changed = new AtomicReference<>();
        ReplacedFile.write(file, () -> {
            changed.set(withNewKey());
            return KeysetFile.text(changed.get(), kek);
        });
        return TinkKeys.id(changed.get().getPrimary().getId());
    }

    private KeysetHandle withNewKey() {
        try {
            KeysetHandle.Builder builder = Files.exists(file) ? KeysetHandle.newBuilder(handle()) : KeysetHandle.newBuilder();
            return builder.addEntry(KeysetHandle.generateEntryFromParameters(parameters()).withRandomId().makePrimary()).build();
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    private KeysetHandle handle() throws GeneralSecurityException {
        KeysetHandle handle = new KeysetFile(file, kek, "create another folder with `maskroute dlq add-key`",
                "set maskroute.mask.kek").handle(SecretFile.text(file));
        for (int i = 0; i < handle.size(); i++) {
            if (!handle.getAt(i).getKey().getParameters().equals(parameters())) {
                throw new MaskingException(Fault.WRONG_KEYSET,
                        file + " contains keys that are not AES-256-GCM; create its keys with `maskroute dlq add-key`");
            }
        }
        return handle;
    }

    /** The TINK variant prefixes the ciphertext with the key's id, so that old bodies decrypt at the first attempt. */
    private static AesGcmParameters parameters() throws GeneralSecurityException {
        return AesGcmParameters.builder().setKeySizeBytes(KEY_BYTES).setIvSizeBytes(IV_BYTES).setTagSizeBytes(TAG_BYTES)
                .setVariant(AesGcmParameters.Variant.TINK).build();
    }

    private static IllegalStateException noAesGcm(GeneralSecurityException e) {
        return new IllegalStateException("AES-GCM is not available: " + e.getClass().getName());
    }
}
