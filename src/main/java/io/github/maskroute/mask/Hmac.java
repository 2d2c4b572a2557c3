package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** HMAC-SHA256 (RFC 2104) by one secret. Safe for use by several threads. */
final class Hmac {

    private final InstancePool<Mac> macs;

    Hmac(byte[] secret) {
        byte[] own = secret.clone();
        macs = new InstancePool<>(() -> HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, own));
    }

    /** Over two parts, the first free of zero bytes. */
    byte[] of(String part, String rest) {
        byte[] both = (part + '\0' + rest).getBytes(StandardCharsets.UTF_8);
        return macs.use(mac -> mac.doFinal(both));
    }
}
