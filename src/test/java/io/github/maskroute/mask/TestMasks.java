package io.github.maskroute.mask;

import java.util.Map;
import java.util.stream.Collectors;

/** Masks of some fields, each of a domain of its own where none is said. */
public final class TestMasks {

    private TestMasks() {}

    public static FieldMasks of(MaskingKeys keys, Map<String, String> kinds, String scheme, Map<String, String> schemes,
            Map<String, String> domains) {
        return FieldMasks.of(keys, kinds.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, kind -> new TokenMask(
                FieldKind.named(kind.getValue()), Scheme.named(schemes.getOrDefault(kind.getKey(), scheme)),
                domains.getOrDefault(kind.getKey(), kind.getKey())))));
    }
}
