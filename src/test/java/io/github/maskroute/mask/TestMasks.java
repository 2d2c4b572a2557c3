package io.github.maskroute.mask;

import java.util.Map;
import java.util.stream.Collectors;

/** Masks for test fields. The default domain of a field is its name. */
public final class TestMasks {

    private TestMasks() {}

    public static FieldMasks of(MaskingKeys keys, Map<String, String> kinds, String scheme, Map<String, String> schemes,
            Map<String, String> domains) {
        return new FieldMasks(keys, kinds.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, kind -> new TokenMask(
                FieldKind.named(kind.getValue()), Scheme.named(schemes.getOrDefault(kind.getKey(), scheme)),
                domains.getOrDefault(kind.getKey(), kind.getKey())))));
    }
}
