package io.github.maskroute.deadletter;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts and decrypts the bodies of dead letters: AES-GCM by Tink, in base64.
 *
 * <p>The origin's message id is associated data: a sealed body only opens in the letter of its own record. The letter has the id as
 * {@code maskroute-message-id}. Safe for use by several threads.
 */
public final class BodySeal {

    /** The name of the attribute that marks a sealed body. */
    public static final String ATTRIBUTE = "maskroute-body";

    /** Its value. */
    public static final String SEALED = "sealed";

    private static final String PURPOSE = "maskroute sealed body v1";

    private final Aead aead;

    /** @param aead of all keys that can open bodies; its primary key seals */
    public BodySeal(Aead aead) {
        this.aead = aead;
    }

    /** Encrypts a body. The result is a third longer than the body in UTF-8, plus about 45 characters. */
    public String seal(String body, String messageId) {
        try {
            return Base64.getEncoder().encodeToString(aead.encrypt(body.getBytes(StandardCharsets.UTF_8), associatedData(messageId)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot encrypt: " + e.getClass().getName());
        }
    }

    /**
     * Decrypts a body.
     *
     * @param sealed any letter's body
     * @return empty if none of the keys sealed it for this message
     */
    public Optional<String> open(String sealed, String messageId) {
        try {
            return Optional.of(new String(aead.decrypt(Base64.getDecoder().decode(sealed), associatedData(messageId)),
                    StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] associatedData(String messageId) {
        return (PURPOSE + '\0' + messageId).getBytes(StandardCharsets.UTF_8);
    }
}
