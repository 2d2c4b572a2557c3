package io.github.maskroute.keyset;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingException.Fault;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * A keyset in Tink's JSON format, in clear text or wrapped by a key-encryption key.
 *
 * @param file for the errors; others read and write it
 * @param kek what the keyset is wrapped with; empty if it is not
 * @param toWrap how to wrap a keyset that is not wrapped, and is meant to be
 * @param toUnwrap how to name what a wrapped keyset is wrapped with
 */
record KeysetFile(Path file, Optional<KeyEncryption> kek, String toWrap, String toUnwrap) {

    private static final byte[] NO_ASSOCIATED_DATA = new byte[0];
    private static final String WRAPPED = "\"encryptedKeyset\"";

    /** The text of a keyset, wrapped if there is something to wrap it with. */
    static String text(KeysetHandle handle, Optional<KeyEncryption> kek) {
        try {
            return kek.isEmpty()
                    ? TinkJsonProtoKeysetFormat.serializeKeyset(handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    : TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                            handle, kek.get().aead(), NO_ASSOCIATED_DATA, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw kek.map(key -> key.refused(e)).orElseThrow(() -> new IllegalStateException(e.getClass().getName()));
        }
    }

    /**
     * The keyset of a text: all of its entries can be read, and one of them is primary and enabled.
     *
     * @throws MaskingException if it is none, or does not go with the key-encryption key
     */
    KeysetHandle handle(String text) {
        try {
            KeysetHandle handle = parsed(text);
            for (int i = 0; i < handle.size(); i++) {
                refuseDisabledPrimary(handle.getAt(i));
            }
            handle.getPrimary();
            return handle;
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            // Its message may quote the file. Tink throws the unchecked ones for malformed keys of a well-formed keyset.
            throw SecretFile.unusable(file, "is no keyset in Tink's JSON format; restore it from a copy");
        }
    }

    /** Our commands disable no primary key, so that there is none to enable one. */
    private void refuseDisabledPrimary(KeysetHandle.Entry entry) {
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
            throw key.refused(e);
        }
    }
}
