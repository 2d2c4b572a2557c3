package io.github.maskroute.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.testing.Seeded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginStampTest {

    private static final String BODY = "{\"ip\":\"198.51.100.7\",\"name\":\"Zo\u00eb \ud83d\ude00\"}";
    private static final Origin ORIGIN = new Origin("219f8380-5770-4cc2-8c3e-5c715e145f5e", Instant.parse("2025-01-01T00:00:00.123Z"));

    private static final HmacKey KEY = key("k1", 1);
    private static final HmacKey OTHER = key("k2", 2);
    private static final OriginStamp STAMPS = stamps(Keyset.of(KEY));
    private static final String STAMP = STAMPS.stamp(ORIGIN, BODY).orElseThrow();

    @ParameterizedTest
    @MethodSource("origins")
    void shouldVerifyWhatItStamped(Origin origin) {
        assertThat(STAMPS.verified(STAMPS.stamp(origin, BODY).orElseThrow(), BODY)).contains(origin);
        assertThat(STAMPS.verified(STAMPS.stamp(origin, "").orElseThrow(), "")).contains(origin);
    }

    static List<Origin> origins() {
        return List.of(ORIGIN, Origin.of("any.id with .v1. \u00e9", "99999999999999"), Origin.of("1", null),
                Origin.of("x".repeat(100), "0"));
    }

    /** The expected code is from Python's hmac module, with a key of 32 bytes 1. */
    @Test
    void shouldUseTheHmacOfPurposeOriginAndBody() {
        assertThat(STAMP).isEqualTo("v1.k1.MjE5ZjgzODAtNTc3MC00Y2MyLThjM2UtNWM3MTVlMTQ1ZjVl.1735689600123."
                + "Hup0XA0GE4EjRQ_infs4a_YpLmO9l9dAnNvIESAwbgk");
    }

    @Test
    void shouldRefuseEveryAlteredCharacter() {
        for (int at = 0; at < STAMP.length(); at++) {
            String altered = STAMP.substring(0, at) + (STAMP.charAt(at) == '1' ? '2' : '1') + STAMP.substring(at + 1);
            assertThat(STAMPS.verified(altered, BODY)).as(altered).isEmpty();
            assertThat(STAMPS.verified(STAMP.substring(0, at), BODY)).isEmpty();
            assertThat(STAMPS.verified(STAMP.substring(at + 1), BODY)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "{\"ip\":\"198.51.100.8\",\"name\":\"Zo\u00eb \ud83d\ude00\"}"})
    void shouldRefuseAnotherBody(String other) {
        assertThat(STAMPS.verified(STAMP, other)).isEmpty();
        assertThat(STAMPS.verified(STAMP, BODY + other)).as("with text after the stamp").isEqualTo(
                other.isEmpty() ? Optional.of(ORIGIN) : Optional.empty());
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("garbage")
    void shouldIgnoreOtherTexts(String garbage) {
        assertThat(STAMPS.verified(garbage, BODY)).isEmpty();
    }

    static Stream<String> garbage() {
        Random random = new Random(42);
        Stream<String> noise = IntStream.range(0, 200).mapToObj(i -> random.ints(random.nextInt(300), 0, 0xffff)
                .collect(StringBuilder::new, (text, one) -> text.append((char) one), StringBuilder::append).toString());
        return Stream.concat(noise, Stream.of("", " ", ".", "v1", "v1....", "v1.k1...", STAMP + ".", STAMP + " ", " " + STAMP, STAMP + "\n",
                STAMP + STAMP, STAMP.replace("v1", "v2"), STAMP.replace(".17", ".017"), STAMP.replace(".17", ".+17"), STAMP + "=",
                STAMP.replace("1735689600123", "99999999999999999999"), "v1." + "k".repeat(1 << 20) + STAMP, STAMP.repeat(10_000),
                ".".repeat(1 << 20), "\ud800", "\0"));
    }

    @Test
    void shouldRefuseAStampWithAnyCharacterChanged() {
        String signs = "abzABZ0189._-+/= \u00e9\ud83d";
        Seeded.rounds(2_000, random -> {
            StringBuilder changed = new StringBuilder(STAMP);
            changed.setCharAt(random.nextInt(STAMP.length()), signs.charAt(random.nextInt(signs.length())));
            assertThat(STAMPS.verified(changed.toString(), BODY).isPresent()).isEqualTo(STAMP.contentEquals(changed));
        });
    }

    @Test
    void shouldRefuseAnotherKeyByTheSameId() {
        assertThat(stamps(Keyset.of(key("k1", 3))).verified(STAMP, BODY)).isEmpty();
    }

    @Test
    void shouldVerifyAfterARotation() {
        OriginStamp rotated = stamps(new Keyset(List.of(entry("k1", false, KEY), entry("k2", true, OTHER))));

        assertThat(rotated.verified(STAMP, BODY)).contains(ORIGIN);
        assertThat(rotated.stamp(ORIGIN, BODY).orElseThrow()).startsWith("v1.k2.");
        assertThat(rotated.verified(rotated.stamp(ORIGIN, BODY).orElseThrow(), BODY)).contains(ORIGIN);
    }

    @Test
    void shouldVerifyByAKeyThatGotAnotherId() {
        assertThat(stamps(Keyset.of(key("531c9b8a", 1))).verified(STAMP, BODY)).contains(ORIGIN);
    }

    @Test
    void shouldNotVerifyByADisabledKey() {
        OriginStamp disabled = stamps(new Keyset(List.of(entry("k1", false, null), entry("k2", true, OTHER))));

        assertThat(disabled.verified(STAMP, BODY)).isEmpty();
    }

    @Test
    void shouldCreateNoStampWithoutHmacKeys() {
        OriginStamp none = stamps(new Keyset(List.of()));

        assertThat(none.stamp(ORIGIN, BODY)).isEmpty();
        assertThat(none.verified(STAMP, BODY)).isEmpty();
    }

    @Test
    void shouldCreateNoStampForAnOriginThatIsNotFromSqs() {
        assertThat(STAMPS.stamp(new Origin("x".repeat(400), Instant.EPOCH), BODY)).isEmpty();
        assertThat(STAMPS.stamp(new Origin("", Instant.EPOCH), BODY)).isEmpty();
        assertThat(STAMPS.stamp(new Origin("1", Instant.EPOCH.minusMillis(1)), BODY)).isEmpty();
    }

    private static HmacKey key(String id, int bytes) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) bytes);
        return new HmacKey(id, secret);
    }

    private static Keyset.KeyEntry entry(String id, boolean primary, HmacKey key) {
        return new Keyset.KeyEntry(Scheme.HMAC, id, primary, key);
    }

    private static OriginStamp stamps(Keyset keyset) {
        return new OriginStamp(() -> keyset);
    }
}
