package io.github.maskroute.keyset;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * A key-encryption key. It wraps keysets, so that their files are useless without it.
 *
 * <p>Thread-safe.
 */
public final class KeyEncryption {

    private final String name;
    private final Aead aead;

    private KeyEncryption(String name, Aead aead) {
        this.name = name;
        this.aead = aead;
    }

    /**
     * Opens the key with this name.
     *
     * @param kek a file with 32 random bytes in base64, or {@code aws-kms://arn:aws:kms:…}
     * @param kmsEndpoint URL of a KMS other than AWS's
     * @throws MaskingException if the file is unusable or the name is malformed
     */
    public static KeyEncryption of(String kek, Optional<String> kmsEndpoint) {
        try {
            return new KeyEncryption(kek, kek.startsWith(KmsAead.SCHEME) ? KmsAead.of(kek, kmsEndpoint) : fileKey(Path.of(kek)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available: " + e.getClass().getName());
        }
    }

    Aead aead() {
        return aead;
    }

    MaskingException failure(GeneralSecurityException e) {
        return new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY, "key-encryption key " + name + " "
                + (e instanceof KmsFault ? e.getMessage() : "does not match the keyset; use the key that wrapped it"));
    }

    @Override
    public String toString() {
        return "KeyEncryption[" + name + "]";
    }

    private static Aead fileKey(Path file) throws GeneralSecurityException {
        AeadConfig.register();
        AesGcmKey key = AesGcmKey.builder()
                .setParameters(AesGcmParameters.builder().setKeySizeBytes(32).setIvSizeBytes(12).setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.NO_PREFIX).build())
                .setKeyBytes(SecretBytes.copyFrom(SecretFile.read(file).secret(), InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder().addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary()).build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }
}
