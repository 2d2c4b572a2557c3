package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Seeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For random schemas and events of any depth: no output contains a value of a masked or unnamed field. */
class MaskingAtDepthPropertiesTest {

    private static final Keyset KEYS = Keyset.of(new HmacKey("unit", new byte[32]));
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TempDir
    private Path folder;

    @Test
    void shouldNotLeakMaskedOrUnnamedValues() {
        Seeded.rounds(500, random -> {
            Generator generator = new Generator(random);
            ObjectNode schema = generator.object(0);
            ((ObjectNode) schema.get("properties")).putObject("always").put("type", "string").put("x-mask", "text");
            EventMasker masker = masker(schema);
            for (int i = 0; i < 5; i++) {
                JsonNode event = generator.event(schema, true);
                try {
                    assertClean(masker.masked(event).toString(), generator);
                    assertThat(generator.damaged).as("a damaged event is rejected").isFalse();
                } catch (RejectedException e) {
                    assertClean(String.valueOf(e.getMessage()), generator);
                    assertThat(generator.damaged).as(e.getMessage()).isTrue();
                }
            }
        });
    }

    private static void assertClean(String text, Generator generator) {
        assertThat(generator.secrets).noneMatch(text::contains);
    }

    private EventMasker masker(ObjectNode schema) {
        try {
            Path file = Files.writeString(folder.resolve("random-event.schema.json"), schema.toString());
            return new EventMasker(EventType.read(file, Scheme.HMAC), () -> KEYS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Generates a schema and events for it, and records the values that must not appear in the output. */
    private static final class Generator {

        private final Random random;
        private final List<String> secrets = new ArrayList<>();
        private boolean damaged;

        Generator(Random random) {
            this.random = random;
        }

        ObjectNode object(int depth) {
            ObjectNode properties = JSON.objectNode();
            for (int i = 0; i <= random.nextInt(4); i++) {
                properties.set("f" + i, schema(depth + 1));
            }
            ObjectNode object = JSON.objectNode().put("type", "object");
            object.set("properties", properties);
            return object;
        }

        private ObjectNode schema(int depth) {
            return switch (random.nextInt(depth < 5 ? 6 : 4)) {
                case 0 -> JSON.objectNode().put("type", "string");
                case 1 -> JSON.objectNode().put("type", "integer");
                case 2 -> JSON.objectNode().put("type", "string").put("x-mask", "text");
                case 3 -> {
                    ObjectNode array = JSON.objectNode().put("type", "array").put("x-mask", "text");
                    array.putObject("items").put("type", "string");
                    yield array;
                }
                case 4 -> object(depth);
                default -> {
                    ObjectNode array = JSON.objectNode().put("type", "array");
                    array.set("items", random.nextBoolean() ? object(depth) : schema(depth + 1));
                    yield array;
                }
            };
        }

        JsonNode event(ObjectNode schema, boolean mayDamage) {
            damaged = false;
            JsonNode event = value(schema, false);
            if (mayDamage && random.nextInt(3) == 0 && event.has("always")) {
                ((ObjectNode) event).set("always", unnamed(0));
                damaged = !event.get("always").isTextual();
            }
            return event;
        }

        private JsonNode value(JsonNode schema, boolean masked) {
            boolean here = masked || schema.has("x-mask");
            return switch (schema.get("type").asText()) {
                case "string" -> JSON.textNode(here ? secret() : "plain");
                case "integer" -> JSON.numberNode(random.nextInt(100));
                case "array" -> {
                    ArrayNode array = JSON.arrayNode();
                    for (int i = random.nextInt(3); i > 0; i--) {
                        array.add(value(schema.get("items"), here));
                    }
                    yield array;
                }
                default -> {
                    ObjectNode object = JSON.objectNode();
                    schema.get("properties").properties().forEach(field -> object.set(field.getKey(), value(field.getValue(), false)));
                    object.set("unnamed" + random.nextInt(9), unnamed(0));
                    yield object;
                }
            };
        }

        private JsonNode unnamed(int depth) {
            return switch (random.nextInt(depth < 3 ? 4 : 2)) {
                case 0 -> JSON.textNode(secret());
                case 1 -> JSON.numberNode(Long.parseLong(number()));
                case 2 -> JSON.objectNode().set(secret(), unnamed(depth + 1));
                default -> JSON.arrayNode().add(unnamed(depth + 1)).add(secret());
            };
        }

        private String number() {
            String number = Long.toString(7_000_000_000_000_000L + random.nextInt(1_000_000));
            secrets.add(number);
            return number;
        }

        private String secret() {
            String secret = "secret-" + random.nextInt(1_000_000) + "-";
            secrets.add(secret);
            return secret;
        }
    }
}
