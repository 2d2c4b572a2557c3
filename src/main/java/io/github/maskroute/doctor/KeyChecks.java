package io.github.maskroute.doctor;

import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that the keys can be opened, and that every masked field has a key for its tokens. For one thread. */
public final class KeyChecks {

    static final String OPEN = "keys";

    private final Supplier<Keyset> keys;
    private final Function<MaskingKeys, FieldMasks> masks;
    private final BooleanSupplier seal;
    private @Nullable Keyset opened;

    /**
     * @param keys opens the keyset; throws if it cannot be opened
     * @param masks makes the masks of the routes with a keyset; throws if the routes cannot be read
     * @param seal opens the keys that seal dead letters; false if none are set, throws if they cannot be opened
     */
    public KeyChecks(Supplier<Keyset> keys, Function<MaskingKeys, FieldMasks> masks, BooleanSupplier seal) {
        this.keys = keys;
        this.masks = masks;
        this.seal = seal;
    }

    public List<Check> all() {
        return List.of(new Check(OPEN, this::open), new Check("masked fields", OPEN, this::maskedFields),
                new Check("sealing keys", this::sealing));
    }

    private Finding open() {
        opened = keys.get();
        return Finding.ok(opened.entries().stream().map(entry -> entry.name() + " " + entry.state()).collect(Collectors.joining(", ")));
    }

    private Finding sealing() {
        return Finding.ok(seal.getAsBoolean() ? "can be opened" : "none: the bodies of dead letters are stored as they came");
    }

    private Finding maskedFields() {
        Keyset keyset = Optional.ofNullable(opened).orElseThrow();
        FieldMasks checked = masks.apply(() -> keyset).checked();
        Map<String, String> keyOfField = new TreeMap<>();
        checked.fields().forEach(field ->
                keyOfField.put(field, checked.scheme(field).keyName(keyset.primary(checked.scheme(field)).id())));
        return Finding.ok(keyOfField.entrySet().stream()
                .map(entry -> entry.getKey() + " by " + entry.getValue()).collect(Collectors.joining(", ")));
    }
}
