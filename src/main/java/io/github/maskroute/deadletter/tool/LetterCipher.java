package io.github.maskroute.deadletter.tool;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The cipher of one export: AES-256-GCM in linked segments, with a key that is only used for this file.
 *
 * <p>For one thread.
 */
final class LetterCipher {

    /** The text before the wrapped key, and its associated data. */
    private static final String FORMAT = "maskroute dead letters v1 ";

    private final KeysetHandle key;

    private LetterCipher(KeysetHandle key) {
        this.key = key;
    }

    /** Creates a cipher with a new key. */
    static LetterCipher fresh() {
        try {
            StreamingAeadConfig.register();
            return new LetterCipher(KeysetHandle.newBuilder().addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB)
                            .withRandomId().makePrimary()).build());
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** Creates a cipher with the key in a header; empty if {@code seal} did not wrap it. */
    static Optional<LetterCipher> of(byte[] header, Aead seal) {
        byte[] format = associatedData();
        if (!Arrays.equals(format, Arrays.copyOf(header, format.length))) {
            return Optional.empty();
        }
        try {
            StreamingAeadConfig.register();
            String wrapped = new String(Base64.getDecoder().decode(Arrays.copyOfRange(header, format.length, header.length)),
                    StandardCharsets.UTF_8);
            return Optional.of(new LetterCipher(TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                    wrapped, seal, format, RegistryConfiguration.get())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The file's first line, without the line feed. */
    byte[] header(Aead seal) {
        try {
            String wrapped = TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(key, seal, associatedData(), RegistryConfiguration.get());
            String line = FORMAT + Base64.getEncoder().encodeToString(wrapped.getBytes(StandardCharsets.UTF_8));
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** @param header associated data of the encrypted lines */
    OutputStream encrypting(OutputStream out, byte[] header) throws IOException {
        try {
            return primitive().newEncryptingStream(out, header);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** The returned stream throws {@link IOException} at data that was altered or cut off. */
    InputStream decrypting(InputStream in, byte[] header) throws IOException {
        try {
            return primitive().newDecryptingStream(in, header);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    private StreamingAead primitive() throws GeneralSecurityException {
        return key.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }

    private static byte[] associatedData() {
        return FORMAT.getBytes(StandardCharsets.US_ASCII);
    }

    private static IllegalStateException noAesGcm(GeneralSecurityException e) {
        return new IllegalStateException("AES-GCM is not available: " + e.getClass().getName());
    }
}
