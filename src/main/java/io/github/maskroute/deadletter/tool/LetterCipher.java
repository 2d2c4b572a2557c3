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
 * The cipher of one export: AES-256-GCM in segments that are bound to each other, by a key that is used for this file only.
 *
 * <p>For one thread.
 */
final class LetterCipher {

    /** Before the wrapped key, and bound to it. */
    private static final String FORMAT = "maskroute dead letters v1 ";

    private final KeysetHandle key;

    private LetterCipher(KeysetHandle key) {
        this.key = key;
    }

    /** With a new key. */
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

    /** With the key of a header; empty if it is none that this key wrapped. */
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

    /** The file's first line, without its end. */
    byte[] header(Aead seal) {
        try {
            String wrapped = TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(key, seal, associatedData(), RegistryConfiguration.get());
            String line = FORMAT + Base64.getEncoder().encodeToString(wrapped.getBytes(StandardCharsets.UTF_8));
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** @param header bound to what follows it */
    OutputStream encrypting(OutputStream out, byte[] header) throws IOException {
        try {
            return primitive().newEncryptingStream(out, header);
        } catch (GeneralSecurityException e) {
            throw noAesGcm(e);
        }
    }

    /** What it gives throws {@link IOException} where something was altered or cut. */
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
        return new IllegalStateException("AES-GCM is not there: " + e.getClass().getName());
    }
}
