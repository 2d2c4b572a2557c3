package io.github.maskroute.forget;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import java.util.List;

/** Tokens of a field by a test key. */
final class TestTokens {

    private TestTokens() {}

    static FieldTokens of(String field, FieldKind kind) {
        return new FieldTokens(field, List.of(new TokenMask(kind, Scheme.HMAC, "domain")), Keyset.of(new HmacKey("k1", new byte[32])));
    }
}
