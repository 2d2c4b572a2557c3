package io.github.maskroute.mask;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes reversible tokens of addresses that preserve networks: {@code prefix.<key-id>.<address>.<check>}. The address is encrypted with
 * {@link PrefixCipher}, in 8 hexadecimal digits for IPv4 and 32 for IPv6.
 *
 * <p>Addresses that share their first n bits share the first n bits of the encrypted address: the first 6 digits for an IPv4 /24, the
 * first 12 for an IPv6 /48. The cipher key and the check, 8 digits of HMAC-SHA256, are derived from the key and the domain. The cipher
 * decrypts any input to some address. The check detects tokens that were altered, or made with another key or for another field.
 */
public final class PrefixKey extends MaskingKey {

    /** No domain contains a blank, so these values never equal those of an {@link HmacKey} with the same secret. */
    private static final String CIPHER = "maskroute prefix cipher";
    private static final String CHECK = "maskroute prefix check";

    private static final int CHECK_BYTES = 4;
    private static final Pattern BODY = Pattern.compile("((?:[0-9a-f]{8}){1,4})\\.([0-9a-f]{8})");
    private static final HexFormat HEX = HexFormat.of();

    private final Hmac hmac;
    private final Map<String, PrefixCipher> ciphers = new ConcurrentHashMap<>();

    /** @param secret 32 random bytes */
    public PrefixKey(String id, byte[] secret) {
        super(Scheme.PREFIX, id);
        hmac = new Hmac(secret);
    }

    @Override
    String body(String domain, FieldKind kind, String canonical) {
        if (kind != FieldKind.ADDRESS) {
            throw new IllegalArgumentException("the scheme `prefix` is for addresses");
        }
        return HEX.formatHex(cipher(domain).encrypt(kind.bytes(canonical))) + "." + check(domain, canonical);
    }

    @Override
    public Optional<String> value(String domain, String body) {
        Matcher parts = BODY.matcher(body);
        if (!parts.matches() || (parts.group(1).length() != 8 && parts.group(1).length() != 32)) {
            return Optional.empty();
        }
        return FieldKind.ADDRESS.text(cipher(domain).decrypt(HEX.parseHex(parts.group(1))))
                .filter(canonical -> check(domain, canonical).equals(parts.group(2)));
    }

    private PrefixCipher cipher(String domain) {
        return ciphers.computeIfAbsent(domain, name -> new PrefixCipher(hmac.of(CIPHER, name)));
    }

    private String check(String domain, String canonical) {
        return HEX.formatHex(Arrays.copyOf(hmac.of(CHECK, domain + '\0' + canonical), CHECK_BYTES));
    }
}
