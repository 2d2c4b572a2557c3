package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** HMAC-SHA256 (RFC 2104) with one secret. Thread-safe. */
final class Hmac {

    private final InstancePool<Mac> macs;

    Hmac(byte[] secret) {
        byte[] own = secret.clone();
        macs = new InstancePool<>(() -> HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, own));
    }

    /** The HMAC of two parts joined by a zero byte. The first part must not contain one. */
    byte[] of(String part, String rest) {
        byte[] both = (part + '\0' + rest).getBytes(StandardCharsets.UTF_8);
        return macs.use(mac -> mac.doFinal(both));
    }
}
