package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.MaskingKeys;
import java.util.Optional;

/** Masks the events of a type. Immutable and safe for use by several threads. */
public final class EventMasker {

    private final EventType type;
    private final MaskingKeys keys;

    /**
     * @param keys are asked anew for each token
     * @throws io.github.maskroute.mask.MaskingException if a key that the type's masks need is missing
     */
    public EventMasker(EventType type, MaskingKeys keys) {
        this.type = type;
        this.keys = keys;
        type.masked().forEach(field -> field.mask().ofTokens().ifPresent(mask -> keys.current().primary(mask.scheme())));
    }

    /** What is masked, and how. */
    public EventType type() {
        return type;
    }

    /**
     * The event as it may be stored: the fields that the schema names, those that are masked in their new form.
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
