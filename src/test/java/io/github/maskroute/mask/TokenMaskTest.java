package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins tokens of each kind. If one of them changes, all stored tokens of that kind become invalid. */
class TokenMaskTest {

    private static final String KEY_ID = "00c0ffee";

    @ParameterizedTest
    @CsvSource({
        "text, hmac, jane, hmac.00c0ffee.sBMPF0oXY05Krg8DkAD0N8wBjG-7SiXTRi4znxliGQs",
        "text, siv, jane, siv.00c0ffee.2low4qjxJFaVGoEjASAx9ksqvwT-Ljh1M-TykvyEd8k",
        "address, hmac, 198.51.100.7, hmac.00c0ffee.9YoHUkmvfcUN4lszZlgtKmSomRo2kMZnp4O3Vfc-gJA",
        "address, siv, 198.51.100.7, siv.00c0ffee.Q9IqMJ68anFseYa64qx38GySZug",
        "address, prefix, 198.51.100.7, prefix.00c0ffee.864af991.96193c76",
        "email, hmac, Jane.Doe@M\u00fcnchen.example, hmac.00c0ffee.y6jd8T8NpqdZ1KJmIoCiygUpEw3xLX0aMzJYI6Dfxcg",
        "email, siv, Jane.Doe@M\u00fcnchen.example, siv.00c0ffee.Bzlb3yvv3MBr5yJXlPYDVjHGMR3b96yaea1QeWUgAxi73NF-dUiiz788z62wrJCq",
        "phone, hmac, +49 (0)30 12345678, hmac.00c0ffee.KKsMXY6FgPREnVe0gFJvK4gceEtEVhhYU_sj-oemHSM",
        "phone, siv, +49 (0)30 12345678, siv.00c0ffee.7EfqW-AgO7GjCu2IznnAS8anMuSgUqZ-__aD5PQsszGklHgH-Zs7CQ",
    })
    void shouldKeepTokens(String kind, String scheme, String value, String token) {
        Keyset keys = Keyset.of(CountingKeys.of(Scheme.named(scheme), KEY_ID, 0));
        Mask mask = MaskKind.named(kind).mask(Map.of("scheme", scheme), Scheme.HMAC, "field");

        assertThat(mask.masked(mask.read(value).canonical().orElseThrow(), () -> keys)).isEqualTo(token);
    }

    @Test
    void shouldLimitEmailAddressInSivTo159Bytes() {
        TokenMask siv = new TokenMask(FieldKind.EMAIL, Scheme.SIV, "email");
        TokenMask hmac = new TokenMask(FieldKind.EMAIL, Scheme.HMAC, "email");
        String longest = "j@" + ("a".repeat(50) + ".").repeat(3) + "orgs";
        MaskingKey key = CountingKeys.of(Scheme.SIV, "k".repeat(32), 0);

        assertThat(siv.token(longest, key).orElseThrow().length()).isLessThanOrEqualTo(4 + 32 + 1 + 235);
        assertThat(siv.token("j" + longest, key)).isEmpty();
        assertThat(siv.read("j" + longest).broken()).hasValue(BrokenRule.TOO_LONG);
        assertThat(siv.rule()).endsWith(", and 159 bytes in UTF-8 at most");
        assertThat(hmac.read("j" + longest).canonical()).isPresent();
    }

    @Test
    void shouldMakeSameTokenWithAndWithoutRegion() {
        MaskingKey key = CountingKeys.of(Scheme.HMAC, KEY_ID, 0);
        TokenMask german = new TokenMask(FieldKind.PHONE, Scheme.HMAC, "phone", "DE");
        TokenMask any = new TokenMask(FieldKind.PHONE, Scheme.HMAC, "phone");

        assertThat(german.token("030 12345678", key)).isPresent().isEqualTo(any.token("+49 30 12345678", key));
        assertThat(german.makesSameTokens(any)).isTrue();
        assertThat(german.makesSameTokens(new TokenMask(FieldKind.PHONE, Scheme.SIV, "phone"))).isFalse();
        assertThat(german.makesSameTokens(new TokenMask(FieldKind.TEXT, Scheme.HMAC, "phone"))).isFalse();
        assertThat(german.makesSameTokens(new TokenMask(FieldKind.PHONE, Scheme.HMAC, "tel"))).isFalse();
    }
}
