package io.github.maskroute.keyset;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Converts a keyset to and from Tink's JSON format, in clear text or wrapped by a key-encryption key.
 *
 * @param file for error messages only
 * @param kek empty if the keyset is not wrapped
 * @param toWrap remedy if the keyset is not wrapped but should be
 * @param toUnwrap remedy if the keyset is wrapped but there is no key-encryption key
 */
record KeysetFile(Path file, Optional<KeyEncryption> kek, String toWrap, String toUnwrap) {

    private static final byte[] NO_ASSOCIATED_DATA = new byte[0];
    private static final String WRAPPED = "\"encryptedKeyset\"";

    /** The JSON of a keyset, wrapped if there is a key-encryption key. */
    static String text(KeysetHandle handle, Optional<KeyEncryption> kek) {
        try {
            return kek.isEmpty()
                    ? TinkJsonProtoKeysetFormat.serializeKeyset(handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                            handle, kek.get().aead(), NO_ASSOCIATED_DATA, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw kek.map(key -> key.failure(e)).orElseThrow(() -> new IllegalStateException(e.getClass().getName()));
        }
    }

    /**
     * Parses a keyset. All of its entries are readable, and one of them is primary and enabled.
     *
     * @throws MaskingException if the text is not such a keyset, or does not match the key-encryption key
     */
    KeysetHandle handle(String text) {
        try {
            KeysetHandle handle = parsed(text);
            for (int i = 0; i < handle.size(); i++) {
                checkPrimary(handle.getAt(i));
            }
            handle.getPrimary();
            return handle;
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            // The cause is dropped: its message may quote the file. Tink throws the unchecked exceptions for malformed keys of a
            // well-formed keyset.
            throw SecretFile.unusable(file, "is not a keyset in Tink's JSON format; restore it from a copy");
        }
    }

    /** Maskroute's commands never disable a primary key and cannot enable one. */
    private void checkPrimary(KeysetHandle.Entry entry) {
        if (entry.isPrimary() && entry.getStatus().equals(KeyStatus.DISABLED)) {
            throw SecretFile.unusable(file, "has a disabled primary key, " + TinkKeys.id(entry.getId())
                    + "; enable it with the tool that disabled it, or restore the file from a copy");
        }
    }

    private KeysetHandle parsed(String text) throws GeneralSecurityException {
        if (text.contains(WRAPPED)) {
            return unwrap(text);
        }
        if (kek.isPresent()) {
            throw new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY,
                    file + " is not wrapped; " + toWrap + ", or unset maskroute.mask.kek");
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(text, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private KeysetHandle unwrap(String text) {
        KeyEncryption key = kek.orElseThrow(() ->
                new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY, file + " is wrapped; " + toUnwrap));
        try {
            return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(text, key.aead(), NO_ASSOCIATED_DATA, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw key.failure(e);
        }
    }
}
