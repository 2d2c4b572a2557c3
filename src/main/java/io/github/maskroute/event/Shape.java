package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.mask.CanonicalResult;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Mask;
import io.github.maskroute.mask.MaskingKeys;
import java.util.Map;

/**
 * What the schema says of one place of an event. It copies that place into a masked event: what it does not name is not copied.
 *
 * <p>Immutable and safe for use by several threads.
 */
sealed interface Shape {

    /**
     * The form in which a value may be stored.
     *
     * @param value keeps the schema, and is not null
     * @throws RejectedException if it, or a value in it, cannot be masked
     */
    JsonNode copyOf(JsonNode value, MaskingKeys keys) throws RejectedException;

    /** The same for a value that may be null, and stays so. */
    default JsonNode copyOrNull(JsonNode value, MaskingKeys keys) throws RejectedException {
        return value.isNull() ? value : copyOf(value, keys);
    }

    /** Puts what becomes of a field's value into an object. */
    default void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
        target.set(name, copyOrNull(value, keys));
    }

    /** A text, number or truth value that is stored as it comes. */
    record Plain() implements Shape {

        /** The schema has refused others; if it had not, their fields would pass unseen. */
        @Override
        public JsonNode copyOf(JsonNode value, MaskingKeys keys) {
            if (value.isContainerNode()) {
                throw new IllegalStateException("an object or array stands where the schema has none");
            }
            return value;
        }
    }

    /** An object, of which the named fields are copied. */
    record Fields(Map<String, Shape> shapes) implements Shape {

        @Override
        public ObjectNode copyOf(JsonNode object, MaskingKeys keys) throws RejectedException {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
                JsonNode value = object.get(shape.getKey());
                if (value != null) {
                    shape.getValue().put(copy, shape.getKey(), value, keys);
                }
            }
            return copy;
        }
    }

    /** An array, each item of which is copied. */
    record Items(Shape item) implements Shape {

        @Override
        public ArrayNode copyOf(JsonNode array, MaskingKeys keys) throws RejectedException {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode value : array) {
                copy.add(item.copyOrNull(value, keys));
            }
            return copy;
        }
    }

    /**
     * A text that is masked.
     *
     * @param path where it stands, as {@code customer.name}
     * @param mask what stands in its place
     */
    record Masked(String path, Mask mask) implements Shape {

        @Override
        public JsonNode copyOf(JsonNode value, MaskingKeys keys) throws RejectedException {
            if (!value.isTextual()) {
                throw rejected(mask.rule() + "; it is no JSON string");
            }
            CanonicalResult reading = mask.read(value.textValue());
            String canonical = reading.canonical().orElse(null);
            if (canonical == null) {
                throw rejected(mask.rule() + reading.broken().map(broken -> "; " + broken.words()).orElse(""));
            }
            return JsonNodeFactory.instance.textNode(mask.masked(canonical, keys));
        }

        private RejectedException rejected(String rule) {
            boolean address = mask.ofTokens().filter(tokens -> tokens.kind() == FieldKind.ADDRESS).isPresent();
            return new RejectedException(new Rejection(address ? Reason.IP : Reason.SCHEMA, path + " must be " + rule));
        }
    }

    /**
     * Several results of one value, side by side: of a field, or of an array's items.
     *
     * @param shapes name in the masked event to what stands there; an empty name is that of the field itself
     */
    record SideBySide(Map<String, Shape> shapes) implements Shape {

        @Override
        public void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
            for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
                shape.getValue().put(target, shape.getKey().isEmpty() ? name : shape.getKey(), value, keys);
            }
        }

        @Override
        public JsonNode copyOf(JsonNode value, MaskingKeys keys) {
            throw new IllegalStateException("an array's items have no names");
        }
    }
}
