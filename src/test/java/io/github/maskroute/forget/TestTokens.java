package io.github.maskroute.forget;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import java.util.List;
import java.util.Map;

/** Tokens of a field by a key that is as good as any. */
final class TestTokens {

    private static final HmacKey KEY = new HmacKey("k1", new byte[32]);

    private TestTokens() {}

    static FieldTokens of(String field, String kind) {
        FieldMasks masks = FieldMasks.of(() -> Keyset.of(KEY), Map.of(field, kind), "hmac", Map.of(), Map.of(field, "domain"));
        return new FieldTokens(masks, field, List.of(KEY));
    }
}
