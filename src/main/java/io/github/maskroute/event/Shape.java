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
import io.github.maskroute.mask.TokenMask;
import java.util.Map;

/**
 * The schema of one place in an event. It copies that place into the masked event, without the fields that the schema does not name.
 *
 * <p>Immutable and thread-safe.
 */
sealed interface Shape {

    /**
     * The value to store.
     *
     * @param value a valid value by the schema; not null
     * @throws RejectedException if the value, or a value in it, cannot be masked
     */
    JsonNode copyOf(JsonNode value, MaskingKeys keys) throws RejectedException;

    /** Like {@link #copyOf}, but null stays null. */
    default JsonNode copyOrNull(JsonNode value, MaskingKeys keys) throws RejectedException {
        return value.isNull() ? value : copyOf(value, keys);
    }

    /** Puts the copy of a field's value, or its results, into an object. */
    default void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
        target.set(name, copyOrNull(value, keys));
    }

    /** A string, number or boolean that is stored unmasked. */
    record Plain() implements Shape {

        /** The schema has already rejected other values. This check keeps unnamed fields out even if it had not. */
        @Override
        public JsonNode copyOf(JsonNode value, MaskingKeys keys) {
            if (value.isContainerNode()) {
                throw new IllegalStateException("an object or array is at a place where the schema has none");
            }
            return value;
        }
    }

    /** An object. Copies the named fields. */
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

    /** An array. Copies each item. */
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
     * A masked string.
     *
     * @param path the path for messages, such as {@code customer.name}
     */
    record Masked(String path, Mask mask) implements Shape {

        @Override
        public JsonNode copyOf(JsonNode value, MaskingKeys keys) throws RejectedException {
            if (!value.isTextual()) {
                throw rejected(mask.rule() + "; it is not a JSON string");
            }
            CanonicalResult reading = mask.read(value.textValue());
            String canonical = reading.canonical().orElse(null);
            if (canonical == null) {
                throw rejected(mask.rule() + reading.broken().map(broken -> "; " + broken.description()).orElse(""));
            }
            return JsonNodeFactory.instance.textNode(mask.masked(canonical, keys));
        }

        private RejectedException rejected(String rule) {
            boolean address = mask instanceof TokenMask tokens && tokens.kind() == FieldKind.ADDRESS;
            return new RejectedException(new Rejection(address ? Reason.IP : Reason.SCHEMA, path + " must be " + rule));
        }
    }

    /**
     * Several results of one value as fields of one object.
     *
     * @param shapes field name in the masked event to its shape; the empty name is the field itself
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
