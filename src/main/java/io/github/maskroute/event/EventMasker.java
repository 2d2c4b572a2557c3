package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.MaskingKeys;
import java.util.Optional;

/** Masks the events of a type. Immutable and thread-safe. */
public final class EventMasker {

    private final EventType type;
    private final MaskingKeys keys;

    /**
     * @param keys read again for each token
     * @throws io.github.maskroute.mask.MaskingException if a key that the type's masks need is missing
     */
    public EventMasker(EventType type, MaskingKeys keys) {
        this.type = type;
        this.keys = keys;
        type.masked().forEach(field -> field.tokenMask().ifPresent(mask -> keys.current().primary(mask.scheme())));
    }

    /** The type of the events. */
    public EventType type() {
        return type;
    }

    /**
     * The event to store: the fields that the schema names, with masked values.
     *
     * @throws RejectedException if the event breaks the schema, or a value cannot be masked
     */
    public ObjectNode masked(JsonNode event) throws RejectedException {
        Optional<Rejection> broken = type.check(event);
        if (broken.isPresent()) {
            throw new RejectedException(broken.get());
        }
        return type.shape().copyOf(event, keys);
    }
}
