package io.github.maskroute.mask;

import static io.github.maskroute.mask.MaskingFaults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.MaskingException.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks and decodes fields with several schemes. */
class FieldMasksSchemesTest {

    private static final Map<String, String> KINDS = Map.of("ip", "address", "home_ip", "address", "device_id", "text");

    private final MaskingKey hmac = CountingKeys.of(Scheme.HMAC, "0000000a", 1);
    private final MaskingKey siv = CountingKeys.of(Scheme.SIV, "0000000b", 2);
    private final MaskingKey oldSiv = CountingKeys.of(Scheme.SIV, "0000000d", 4);
    private final MaskingKey prefix = CountingKeys.of(Scheme.PREFIX, "0000000c", 3);

    private final AtomicReference<Keyset> keyset = new AtomicReference<>(new Keyset(List.of(
            new Keyset.KeyEntry(Scheme.HMAC, "0000000a", true, hmac),
            new Keyset.KeyEntry(Scheme.SIV, "0000000d", false, oldSiv),
            new Keyset.KeyEntry(Scheme.SIV, "0000000b", true, siv),
            new Keyset.KeyEntry(Scheme.SIV, "0000000e", false, null),
            new Keyset.KeyEntry(Scheme.PREFIX, "0000000c", true, prefix))));

    @Test
    void shouldUseSchemeOfFieldOrDefault() {
        FieldMasks masks = masks("siv", Map.of("ip", "prefix", "home_ip", "hmac"));

        assertThat(masks.scheme("ip")).isEqualTo(Scheme.PREFIX);
        assertThat(masks.scheme("home_ip")).isEqualTo(Scheme.HMAC);
        assertThat(masks.scheme("device_id")).isEqualTo(Scheme.SIV);
        assertThat(masks.token("ip", "10.0.0.1")).hasValue(prefix.token("ip", FieldKind.ADDRESS, "10.0.0.1").toString());
        assertThat(masks.token("home_ip", "10.0.0.1")).hasValue(hmac.token("home_ip", FieldKind.ADDRESS, "10.0.0.1").toString());
        assertThat(masks.token("device_id", "abc")).hasValue(siv.token("device_id", FieldKind.TEXT, "abc").toString());
    }

    @Test
    void shouldMakeTokenWithGivenKey() {
        assertThat(masks("siv", Map.of()).token("ip", " 10.0.0.1", oldSiv))
                .hasValue(oldSiv.token("ip", FieldKind.ADDRESS, "10.0.0.1").toString());
    }

    @Test
    void shouldReadKeysForEachToken() {
        FieldMasks masks = masks("siv", Map.of());
        keyset.set(Keyset.of(oldSiv));

        assertThat(masks.token("ip", "10.0.0.1")).hasValue(oldSiv.token("ip", FieldKind.ADDRESS, "10.0.0.1").toString());
    }

    @Test
    void shouldRejectPrefixForText() {
        assertThatThrownBy(() -> masks("hmac", Map.of("device_id", "prefix")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("prefix");
        assertThatThrownBy(() -> masks("prefix", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(masks("prefix", Map.of("device_id", "siv")).scheme("ip")).isEqualTo(Scheme.PREFIX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HMAC", "aes", "siv "})
    void shouldRejectUnknownScheme(String word) {
        assertThatThrownBy(() -> masks(word, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> masks("hmac", Map.of("ip", word))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"hmac, siv", "siv, hmac", "hmac, prefix"})
    void shouldReportSchemeWithoutKey(String present, String missing) {
        keyset.set(Keyset.of(CountingKeys.of(Scheme.named(present), "0000000a", 1)));
        FieldMasks masks = masks(present, Map.of("ip", missing));

        assertFault(masks::checked, Fault.WRONG_KEYSET, "no primary key for " + missing);
    }

    @Test
    void shouldPassCheckWithAllKeys() {
        FieldMasks masks = masks("siv", Map.of("ip", "prefix"));

        assertThat(masks.checked()).isSameAs(masks);
    }

    @Test
    void shouldDecodeWithAnyEnabledKey() {
        FieldMasks masks = masks("siv", Map.of("ip", "prefix"));

        assertThat(masks.value("ip", token(masks, "ip", "::ffff:10.0.0.1"))).isEqualTo("10.0.0.1");
        assertThat(masks.value("home_ip", token(masks, "home_ip", "2001:DB8::01"))).isEqualTo("2001:db8::1");
        assertThat(masks.value("device_id", oldSiv.token("device_id", FieldKind.TEXT, "000-00-0000"))).isEqualTo("000-00-0000");
    }

    /** After a change of scheme, tables still contain tokens of the old scheme. */
    @Test
    void shouldDecodeTokenOfAnotherScheme() {
        FieldMasks masks = masks("hmac", Map.of());

        assertThat(masks.value("ip", siv.token("ip", FieldKind.ADDRESS, "10.0.0.1"))).isEqualTo("10.0.0.1");
        assertThat(masks.value("ip", prefix.token("ip", FieldKind.ADDRESS, "10.0.0.1"))).isEqualTo("10.0.0.1");
    }

    @Test
    void shouldDecodeTokenWithoutField() {
        FieldMasks masks = masks("siv", Map.of());

        assertThat(masks.value(token(masks, "device_id", "000-00-0000"))).isEqualTo("000-00-0000");
        assertThat(masks.value(token(masks, "home_ip", "10.0.0.1"))).isEqualTo("10.0.0.1");
    }

    @Test
    void shouldReportIrreversibleToken() {
        FieldMasks masks = masks("hmac", Map.of());
        Token token = token(masks, "ip", "10.0.0.1");

        assertFault(() -> masks.value("ip", token), Fault.NOT_REVERSIBLE, "hmac tokens cannot be decoded");
        assertFault(() -> masks.value(token), Fault.NOT_REVERSIBLE, "hmac");
        assertFault(() -> masks.keyFor(token), Fault.NOT_REVERSIBLE, "hmac");
    }

    @Test
    void shouldReportUnknownKey() {
        Token token = CountingKeys.of(Scheme.SIV, "0000000f", 5).token("ip", FieldKind.ADDRESS, "10.0.0.1");

        assertFault(() -> masks("siv", Map.of()).value("ip", token), Fault.UNKNOWN_KEY, "siv.0000000f");
    }

    @Test
    void shouldReportDisabledKey() {
        Token token = CountingKeys.of(Scheme.SIV, "0000000e", 5).token("ip", FieldKind.ADDRESS, "10.0.0.1");

        assertFault(() -> masks("siv", Map.of()).value("ip", token), Fault.DISABLED_KEY, "siv.0000000e");
    }

    @Test
    void shouldReportTamperedToken() {
        FieldMasks masks = masks("siv", Map.of("ip", "prefix"));
        Token altered = new Token(Scheme.PREFIX, "0000000c", token(masks, "ip", "10.0.0.1").body().substring(0, 16) + "z");
        Token ofAnotherKey = CountingKeys.of(Scheme.SIV, "0000000b", 9).token("home_ip", FieldKind.ADDRESS, "10.0.0.1");
        Token ofNoField = siv.token("locale", FieldKind.TEXT, "DE");

        for (Token token : List.of(altered, ofAnotherKey, ofNoField)) {
            assertFault(() -> masks.value("ip", token), Fault.TAMPERED_TOKEN, token.scheme().word() + "." + token.keyId());
            assertFault(() -> masks.value(token), Fault.TAMPERED_TOKEN, "altered or truncated, or made for a field");
        }
    }

    @Test
    void shouldReportTokenOfAnotherField() {
        FieldMasks masks = masks("siv", Map.of());

        assertFault(() -> masks.value("ip", token(masks, "home_ip", "10.0.0.1")), Fault.OTHER_FIELD, "ip");
        assertFault(() -> masks.value("ip", token(masks, "device_id", "10.0.0.1")), Fault.OTHER_FIELD, "ip");
        assertFault(() -> masks.value("device_id", prefix.token("ip", FieldKind.ADDRESS, "10.0.0.1")), Fault.OTHER_FIELD, "device_id");
    }

    @Test
    void shouldNotQuoteToken() {
        FieldMasks masks = masks("siv", Map.of());
        Token token = token(masks, "device_id", "000-00-0000");

        assertThatThrownBy(() -> masks.value("ip", token)).hasMessageNotContaining(token.body()).hasMessageNotContaining("000-00-0000");
    }

    @Test
    void shouldStateMaximumLengthInRule() {
        FieldMasks masks = masks("siv", Map.of("home_ip", "hmac"));

        assertThat(masks.rule("device_id")).isEqualTo("text that is not blank, and 159 bytes in UTF-8 at most");
        assertThat(masks.rule("ip")).isEqualTo(FieldKind.ADDRESS.rule());
        assertThat(masks("hmac", Map.of()).rule("device_id")).isEqualTo(FieldKind.TEXT.rule());
    }

    @Test
    void shouldLimitSivTextTo159Bytes() {
        FieldMasks masks = masks("siv", Map.of());

        assertThat(masks.value("device_id", token(masks, "device_id", " " + "x".repeat(159) + " "))).isEqualTo("x".repeat(159));
        assertThat(masks.token("device_id", "x".repeat(160))).isEmpty();
        assertThat(masks.token("device_id", "\u00eb".repeat(79) + "x")).isPresent();
        assertThat(masks.token("device_id", "\u00eb".repeat(80))).isEmpty();
        assertThat(masks("hmac", Map.of()).token("device_id", "x".repeat(5_000))).isPresent();
    }

    private FieldMasks masks(String scheme, Map<String, String> schemes) {
        return TestMasks.of(keyset::get, KINDS, scheme, schemes, Map.of());
    }

    private static Token token(FieldMasks masks, String field, String value) {
        return Token.parse(masks.token(field, value).orElseThrow());
    }
}
