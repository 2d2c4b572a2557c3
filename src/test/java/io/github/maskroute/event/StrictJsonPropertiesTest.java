package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.testing.Seeded;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties of the parser over random and randomly damaged documents. */
class StrictJsonPropertiesTest {

    private static final int ROUNDS = 3_000;
    private static final int MAX_DEPTH = 16;
    private static final JsonMapper JSON = StrictJson.mapper();
    private static final JsonMapper OTHER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void shouldReadWrittenDocument() {
        Seeded.rounds(ROUNDS, random -> {
            JsonNode document = document(random, 1 + random.nextInt(MAX_DEPTH));
            assertThat(read(written(document))).isEqualTo(document);
            assertThat(read(document.toPrettyString())).isEqualTo(document);
        });
    }

    /** A truncated object is not a document. */
    @Test
    void shouldRejectTruncatedObject() {
        Seeded.rounds(ROUNDS, random -> {
            String text = written(object(random, 4));
            String part = text.substring(0, random.nextInt(text.length()));
            assertThat(rejectionOf(part).reason()).isEqualTo(Reason.NOT_JSON);
        });
    }

    @Test
    void shouldReadOrRejectAnyBytes() {
        Seeded.rounds(4 * ROUNDS, random -> {
            String text = damaged(random);
            try {
                assertThat(JSON.readValue(text, JsonNode.class)).isNotNull();
            } catch (JsonProcessingException | NumberFormatException e) {
                Rejection rejection = StrictJson.explain(e, text);
                assertThat(rejection.reason()).isIn(Reason.NOT_JSON, Reason.TOO_LARGE);
                assertThat(rejection.detail()).matches("malformed( at line \\d+, column \\d+)?; send one JSON object, .*"
                        + "|(a|the) [a-z ]+ over the limit of [0-9,]+.*; .*|the body (is|looks like) .*; send the JSON itself.*");
            }
        });
    }

    /** Repeats the first name of an object at random depth. */
    @Test
    void shouldRejectDuplicateName() {
        Seeded.rounds(ROUNDS, random -> {
            ObjectNode inner = object(random, 2);
            String name = inner.fieldNames().next();
            String text = "{" + OTHER.getNodeFactory().textNode(name) + ":0," + written(inner).substring(1);
            assertThat(rejectionOf("[".repeat(random.nextInt(3)) + text).reason()).isEqualTo(Reason.NOT_JSON);
        });
    }

    private static String damaged(Random random) {
        byte[] bytes = written(document(random, 4)).getBytes(StandardCharsets.UTF_8);
        String alphabet = "{}[]\",:\\u0019eE+-.ntf/*'# \n";
        for (int i = random.nextInt(4); i >= 0; i--) {
            int sign = random.nextBoolean() ? random.nextInt(256) : alphabet.charAt(random.nextInt(alphabet.length()));
            bytes[random.nextInt(bytes.length)] = (byte) sign;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static JsonNode document(Random random, int depth) {
        return switch (random.nextInt(depth > 1 ? 8 : 6)) {
            case 0 -> NODES.textNode(text(random, 20));
            case 1 -> NODES.numberNode(random.nextInt());
            case 2 -> NODES.numberNode(random.nextLong() | 1L << 40);
            case 3 -> random.nextBoolean()
                    ? NODES.numberNode(new BigInteger(64 + random.nextInt(200), random).setBit(64))
                    : NODES.numberNode(new BigDecimal(new BigInteger(80, random), 1 + random.nextInt(40)).stripTrailingZeros());
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.nullNode();
            case 6 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(document(random, depth - 1));
        }
        return array;
    }

    /** An object with at least one field. */
    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.set(text(random, 10), document(random, depth - 1));
        }
        return object;
    }

    /** Any characters, including lone surrogates. */
    private static String text(Random random, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(max); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    private static String written(JsonNode document) {
        try {
            return OTHER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readValue(text, JsonNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rejection rejectionOf(String text) {
        try {
            JSON.readValue(text, JsonNode.class);
        } catch (JsonProcessingException e) {
            return StrictJson.explain(e, text);
        }
        throw new AssertionError("is read: " + text);
    }
}
