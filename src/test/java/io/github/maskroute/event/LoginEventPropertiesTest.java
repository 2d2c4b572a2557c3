package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.testing.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties of the rows of random login events, and of randomly damaged events. */
class LoginEventPropertiesTest {

    private static final int ROUNDS = 2_000;
    private static final List<String> OPTIONAL_OR_UNKNOWN = List.of("locale", "extra");

    @Test
    void shouldKeepUnmaskedTexts() {
        Seeded.rounds(ROUNDS, random -> {
            ObjectNode event = event(random);
            ObjectNode row = row(event);
            for (String field : List.of("user_id", "device_type", "locale")) {
                assertThat(row.get(field)).isEqualTo(event.get(field));
            }
        });
    }

    @Test
    void shouldIgnoreOrderOfFieldsAndUnknownFields() {
        Seeded.rounds(ROUNDS, random -> {
            ObjectNode event = event(random);
            List<String> names = new ArrayList<>();
            event.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode other = JsonNodeFactory.instance.objectNode();
            for (String name : names) {
                other.set("unknown_" + name, event(random).set("ip", event.get(name)));
                other.set(name, event.get(name));
            }
            assertThat(row(other)).isEqualTo(row(event));
        });
    }

    /** Uses one-letter texts and few addresses, because long random values are hardly ever equal. */
    @Test
    void shouldMakeEqualTokensOfEqualValuesOnly() {
        Seeded.rounds(ROUNDS, random -> {
            ObjectNode one = event(random).put("device_id", text(random, 1)).put("ip", "10.0.0." + random.nextInt(8));
            ObjectNode other = event(random).put("device_id", text(random, 1)).put("ip", " ::ffff:10.0.0." + random.nextInt(8));

            assertSameTokens(one, other, "ip", FieldKind.ADDRESS);
            assertSameTokens(one, other, "device_id", FieldKind.TEXT);
        });
    }

    @Test
    void shouldRejectEventWithoutRequiredField() {
        Seeded.rounds(ROUNDS, random -> {
            ObjectNode event = event(random);
            List<String> names = new ArrayList<>();
            event.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            event.remove(name);

            assertThat(BodyOutcome.checked(event.toString()).isStored()).isEqualTo(OPTIONAL_OR_UNKNOWN.contains(name));
        });
    }

    /** Replaces a few characters, which leaves many events valid. */
    @Test
    void shouldHaveDeclaredOutcomeForAnyBody() {
        String alphabet = "{}[]\",:\\u00d8e.-+ \u0000\u00e9\u202e\ud83d%/";
        Seeded.rounds(10 * ROUNDS, random -> {
            StringBuilder body = new StringBuilder(event(random).toString());
            for (int i = random.nextInt(4); i >= 0; i--) {
                char replacement = random.nextBoolean()
                        ? alphabet.charAt(random.nextInt(alphabet.length())) : (char) random.nextInt(0x10000);
                body.setCharAt(random.nextInt(body.length()), replacement);
            }
            BodyOutcome.checked(body.toString());
        });
    }

    private static void assertSameTokens(ObjectNode one, ObjectNode other, String field, FieldKind kind) {
        assertThat(row(one).get(field).equals(row(other).get(field)))
                .isEqualTo(kind.read(one.get(field).textValue()).equals(kind.read(other.get(field).textValue())));
    }

    private static ObjectNode row(JsonNode event) {
        return BodyOutcome.checked(event.toString()).stored();
    }

    private static ObjectNode event(Random random) {
        ObjectNode event = JsonNodeFactory.instance.objectNode()
                .put("user_id", text(random, 128))
                .put("app_version", random.nextInt(2147) + "." + random.nextInt(1000))
                .put("device_type", text(random, 32))
                .put("ip", random.nextInt(256) + "." + random.nextInt(256) + ".0.1")
                .put("device_id", text(random, 256));
        return switch (random.nextInt(4)) {
            case 0 -> event.putNull("locale");
            case 1 -> event.put("extra", text(random, 30));
            default -> event.put("locale", text(random, 32));
        };
    }

    /** One to max characters without white space. */
    private static String text(Random random, int max) {
        String alphabet = "abZ09.-_:/\u00eb\u0308\ud83d\ude00\u202e'\"\\$";
        int[] points = alphabet.codePoints().toArray();
        return random.ints(1 + random.nextInt(max), 0, points.length).map(i -> points[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
