package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Tokens that cannot be turned back: {@code hmac.<key-id>.<43 characters base64url>}, HMAC-SHA256 (RFC 2104) over
 * domain, a zero byte and the canonical value, in UTF-8.
 *
 * <p>A plain hash would be no mask: all IPv4 addresses can be hashed and compared in minutes. Immutable and safe for
 * use by several threads.
 */
public final class HmacScheme {

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,64}");

    private final String prefix;
    private final MaskingKey key;

    public HmacScheme(MaskingKey key) {
        this.key = key;
        this.prefix = "hmac." + key.id() + ".";
    }

    /**
     * The token of a value. Equal canonical values in one domain give equal tokens; in two domains they do not.
     *
     * @param domain 1 to 64 of a-z 0-9 _ -
     * @param canonical as {@link FieldKind#canonical} gives it
     */
    public String token(String domain, String canonical) {
        // HmacUtils holds a Mac, which is not safe for several threads: one for each token.
        byte[] mac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key.secret())
                .hmac((domain + '\0' + canonical).getBytes(StandardCharsets.UTF_8));
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /**
     * Says that a name can be a domain.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String checkDomain(String domain) {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("a masking domain is 1 to 64 of a-z 0-9 _ -");
        }
        return domain;
    }
}
