package io.github.maskroute.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Mask;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Reading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the schema says of one place of an event. It copies that place into a masked event: what it does not name is not copied.
 *
 * <p>Immutable and safe for use by several threads.
 */
sealed interface Shape {

    /**
     * Puts a value, in the form in which it may be stored, into an object.
     *
     * @param value keeps the schema
     * @throws RejectedException if a value cannot be masked
     */
    void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException;

    /** Adds it to an array in the same form. */
    void add(ArrayNode target, JsonNode value, MaskingKeys keys) throws RejectedException;

    /** A text, number or truth value that is stored as it comes. */
    record Plain() implements Shape {

        @Override
        public void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) {
            target.set(name, scalar(value));
        }

        @Override
        public void add(ArrayNode target, JsonNode value, MaskingKeys keys) {
            target.add(scalar(value));
        }

        /** The schema has refused others; if it had not, their fields would pass unseen. */
        private static JsonNode scalar(JsonNode value) {
            if (value.isContainerNode()) {
                throw new IllegalStateException("an object or array stands where the schema has none");
            }
            return value;
        }
    }

    /** An object, of which the named fields are copied. */
    record Fields(Map<String, Shape> shapes) implements Shape {

        @Override
        public void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
            if (value.isNull()) {
                target.putNull(name);
            } else {
                copy(value, target.putObject(name), keys);
            }
        }

        @Override
        public void add(ArrayNode target, JsonNode value, MaskingKeys keys) throws RejectedException {
            if (value.isNull()) {
                target.addNull();
            } else {
                copy(value, target.addObject(), keys);
            }
        }

        void copy(JsonNode object, ObjectNode target, MaskingKeys keys) throws RejectedException {
            for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
                JsonNode value = object.get(shape.getKey());
                if (value != null) {
                    shape.getValue().put(target, shape.getKey(), value, keys);
                }
            }
        }
    }

    /** An array, each item of which is copied. */
    record Items(Shape item) implements Shape {

        @Override
        public void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
            if (value.isNull()) {
                target.putNull(name);
            } else {
                copy(value, target.putArray(name), keys);
            }
        }

        @Override
        public void add(ArrayNode target, JsonNode value, MaskingKeys keys) throws RejectedException {
            if (value.isNull()) {
                target.addNull();
            } else {
                copy(value, target.addArray(), keys);
            }
        }

        private void copy(JsonNode array, ArrayNode target, MaskingKeys keys) throws RejectedException {
            for (JsonNode value : array) {
                item.add(target, value, keys);
            }
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
        public void put(ObjectNode target, String name, JsonNode value, MaskingKeys keys) throws RejectedException {
            target.put(name, masked(value, keys));
        }

        @Override
        public void add(ArrayNode target, JsonNode value, MaskingKeys keys) throws RejectedException {
            target.add(masked(value, keys));
        }

        private @Nullable String masked(JsonNode value, MaskingKeys keys) throws RejectedException {
            if (value.isNull()) {
                return null;
            }
            if (!value.isTextual()) {
                throw rejected(mask.rule() + "; it is no JSON string");
            }
            Reading reading = mask.read(value.textValue());
            String canonical = reading.canonical().orElse(null);
            if (canonical == null) {
                throw rejected(mask.rule() + reading.broken().map(broken -> "; " + broken.words()).orElse(""));
            }
            return mask.masked(canonical, keys);
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
        public void add(ArrayNode target, JsonNode value, MaskingKeys keys) {
            throw new IllegalStateException("an array's items have no names");
        }
    }
}
