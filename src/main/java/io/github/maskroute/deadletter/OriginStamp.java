package io.github.maskroute.deadletter;

import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Scheme;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Signs a record's origin for a message attribute: {@code v1.<key-id>.<message id in base64url>.<epoch milliseconds>.<code>}. Only holders
 * of the masking keys can create the stamp, and it is valid for one body only.
 *
 * <p>The code is HMAC-SHA256 by an {@code hmac} key of the masking keyset over the text before it and the SHA-256 of the body. The primary
 * key creates new stamps; those of other enabled keys are valid too. Safe for use by several threads.
 */
public final class OriginStamp {

    /** The name of the attribute. */
    public static final String ATTRIBUTE = "maskroute-origin";

    private static final String VERSION = "v1";

    /** No part contains a dot, so the parts are unambiguous. */
    private static final Pattern SHAPE = Pattern.compile(
            "(v1\\.[A-Za-z0-9_-]{1,32}\\.([A-Za-z0-9_-]{1,400})\\.([0-9]{1,14}))\\.([A-Za-z0-9_-]{43})");

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final MaskingKeys keys;

    /** @param keys are read anew for each stamp */
    public OriginStamp(MaskingKeys keys) {
        this.keys = keys;
    }

    /**
     * Creates the stamp of a record.
     *
     * @param body as it was received, not sealed
     * @return empty if the keyset has no {@code hmac} key, or the origin cannot be one of SQS
     */
    public Optional<String> stamp(Origin origin, String body) {
        return hmacKeys().findFirst().map(key -> {
            String named = String.join(".", VERSION, key.id(),
                    ENCODER.encodeToString(origin.messageId().getBytes(StandardCharsets.UTF_8)),
                    Long.toString(origin.sentAt().toEpochMilli()));
            return named + "." + ENCODER.encodeToString(code(key, named, body));
        }).filter(stamp -> SHAPE.matcher(stamp).matches());
    }

    /**
     * Verifies a stamp and returns its origin. Never throws, whatever a sender wrote.
     *
     * @param stamp the attribute; null if none exists
     * @param body of the message with the stamp, not sealed
     * @return empty if no enabled key of this keyset created the stamp for this body
     */
    public Optional<Origin> verified(@Nullable String stamp, String body) {
        Matcher parts = SHAPE.matcher(stamp == null ? "" : stamp);
        if (!parts.matches()) {
            return Optional.empty();
        }
        // Ignores the key id: a key from a key file may have another id in a keyset.
        if (hmacKeys().noneMatch(key -> isEqual(parts.group(4), ENCODER.encodeToString(code(key, parts.group(1), body))))) {
            return Optional.empty();
        }
        return Optional.of(new Origin(
                new String(Base64.getUrlDecoder().decode(parts.group(2)), StandardCharsets.UTF_8),
                Instant.ofEpochMilli(Long.parseLong(parts.group(3)))));
    }

    private Stream<HmacKey> hmacKeys() {
        return keys.current().enabled(Scheme.HMAC).stream().filter(HmacKey.class::isInstance).map(HmacKey.class::cast);
    }

    private static byte[] code(HmacKey key, String named, String body) {
        return key.code("origin", named + "." + DigestUtils.sha256Hex(body));
    }

    /** Compares in constant time. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
