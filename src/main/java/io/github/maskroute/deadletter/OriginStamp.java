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
 * Writes a record's origin into a message attribute, so that only those who have the masking keys can make it, and only
 * for this body: {@code v1.<key-id>.<message id in base64url>.<epoch milliseconds>.<code>}.
 *
 * <p>The code is HMAC-SHA256 by an {@code hmac} key of the masking keyset over what stands before it and the SHA-256 of
 * the body. New stamps are made by the primary key; those of other enabled keys count as well. Safe for use by several
 * threads.
 */
public final class OriginStamp {

    /** The name of the attribute. */
    public static final String ATTRIBUTE = "maskroute-origin";

    private static final String VERSION = "v1";

    /** No part has a dot in it, so none can run into its neighbour. */
    private static final Pattern SHAPE = Pattern.compile(
            "(v1\\.[A-Za-z0-9_-]{1,32}\\.([A-Za-z0-9_-]{1,400})\\.([0-9]{1,14}))\\.([A-Za-z0-9_-]{43})");

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final MaskingKeys keys;

    /** @param keys are asked anew for each stamp */
    public OriginStamp(MaskingKeys keys) {
        this.keys = keys;
    }

    /**
     * The stamp of a record.
     *
     * @param body as it came, not sealed
     * @return empty if the keyset has no {@code hmac} key, or the origin is none that SQS gives
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
     * The origin that a stamp proves. Never fails, whatever a sender wrote.
     *
     * @param stamp the attribute; null where there is none
     * @param body of the message that carries it, not sealed
     * @return empty if the stamp was not made by an enabled key of this keyset for this body
     */
    public Optional<Origin> verified(@Nullable String stamp, String body) {
        Matcher parts = SHAPE.matcher(stamp == null ? "" : stamp);
        if (!parts.matches()) {
            return Optional.empty();
        }
        // Any key, whatever its id: that of a key file may have got another in a keyset.
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

    /** In a time that does not tell how much of it is right. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
