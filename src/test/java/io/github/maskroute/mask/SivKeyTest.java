package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SivKeyTest {

    private static final int COLUMN_LENGTH = 256;
    private static final String ID = "00c0ffee";

    private final SivKey key = CountingKeys.siv(ID, 0);

    /**
     * The expected tokens come from AESSIV of Python's package cryptography. The key is the bytes 0 to 63. The associated data are domain,
     * zero byte and format. The plaintext is an address in 4 or 16 bytes, or padded text.
     */
    @ParameterizedTest
    @CsvSource({
        "ip, ADDRESS, 10.0.0.1, DSDkQDxM03yAkU1PKW15Y8I9ptw",
        "ip, ADDRESS, 255.255.255.255, RicrGN2ONRYjFzQ8FQXsTZSyri8",
        "ip, ADDRESS, 2001:db8::1, EIiJt75m5OgBn2hKxcCf0cPZlSY_oDItjnbv8mBHtws",
        "ip, ADDRESS, ::, gW_iJa4cdmbIBOCZFoqNMz9ed52jKgw8BN1fLV9_tec",
        "home_ip, ADDRESS, 10.0.0.1, D7R-KpDAjESOmzFeKqdkf4HOb-8",
        "device_id, TEXT, 000-00-0000, _XBsfEwDpNSGn8iUIljgU0SXsnPUoiOxHaPMfzbfYs4",
        "device_id, TEXT, xxxxxxxxxxxxxxx, ax5rX1f7A-9U7u_uPNYmvxQbIFfAJm9izQzR_C-wMkc",
        "device_id, TEXT, xxxxxxxxxxxxxxxx, vioYkaTjG8xuQiLPxTPIZF0A94jV4_Yxj6WouC5MfdBJub8kXZsVW3kHxeYd7pu_",
        "device_id, TEXT, 10.0.0.1, RixMQd0mBMsuKYsqV079JbqjRs6tdWawMzvDiQ6kBL4",
        "device_id, TEXT, Zo\u00eb \ud83d\ude00, x9qF1cPGK0wKqwJqe3u9x37S-1jwHkzZ6wgv5F45hWw",
        "ip, TEXT, 000-00-0000, LJdwsuiVGQw-1ze05Sw9uwI4mdWMoWmtnuG5Wn9_7y8",
    })
    void shouldEncryptValueWithDomainAndFormat(String domain, FieldKind kind, String value, String body) {
        assertThat(key.token(domain, kind, value)).hasToString("siv." + ID + "." + body);
        assertThat(key.value(domain, body)).hasValue(value);
    }

    /** RFC 5297, section 2.6: the 16 bytes of the synthetic IV, then a ciphertext of the plaintext's length. */
    @ParameterizedTest
    @CsvSource({
        "ADDRESS, 10.0.0.1, 20", "ADDRESS, 2001:db8::1, 32", "TEXT, abc, 32", "TEXT, fifteen-letters, 32", "TEXT, sixteen--letters, 48",
    })
    void shouldMakeTokenOfSyntheticIvAndCiphertext(FieldKind kind, String value, int bytes) {
        assertThat(Base64.getUrlDecoder().decode(key.token("ip", kind, value).body())).hasSize(bytes);
    }

    /** RFC 5297, section 3: without a nonce, the same key and input give the same output. */
    @Test
    void shouldMakeSameTokenWithSameKey() {
        assertThat(key.token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .isEqualTo(CountingKeys.siv(ID, 0).token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @Test
    void shouldMakeTokenOfLongestTextThatFitsItsColumn() {
        String longest = "x".repeat(159);
        Token token = key.token("d".repeat(64), FieldKind.TEXT, longest);

        assertThat(token.toString()).matches("siv\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(COLUMN_LENGTH);
        assertThat(Token.parse(token.toString())).isEqualTo(token);
        assertThat(key.value("d".repeat(64), token.body())).hasValue(longest);
    }

    /** 20 bytes in base64 end in a character with 2 unused bits. Its three other spellings must not decode. */
    @ParameterizedTest
    @ValueSource(strings = {
        "DSDkQDxM03yAkU1PKW15Y8I9ptx", "DSDkQDxM03yAkU1PKW15Y8I9pty", "DSDkQDxM03yAkU1PKW15Y8I9ptz",
        "DSDkQDxM03yAkU1PKW15Y8I9ptw=", "DSDkQDxM03yAkU1PKW15Y8I9ptw==",
        " DSDkQDxM03yAkU1PKW15Y8I9ptw", "DSDkQDxM03yAkU1PKW15Y8I9ptw\n", "DSDkQDxM03yAkU1PKW15Y8I9pt+",
    })
    void shouldRejectOtherSpellingOfTheBytes(String body) {
        assertThat(key.value("ip", "DSDkQDxM03yAkU1PKW15Y8I9ptw")).isPresent();
        assertThat(key.value("ip", body)).isEmpty();
    }

    @Test
    void shouldRejectTokenWithAnyCharacterChanged() {
        String body = key.token("ip", FieldKind.ADDRESS, "2001:db8::1").body();
        for (int i = 0; i < body.length(); i++) {
            String changed = body.substring(0, i) + (body.charAt(i) == 'A' ? 'B' : 'A') + body.substring(i + 1);
            assertThat(key.value("ip", changed)).as("character " + i).isEmpty();
        }
    }

    @Test
    void shouldRejectTruncatedOrExtendedToken() {
        String body = key.token("device_id", FieldKind.TEXT, "000-00-0000").body();
        for (int length = 0; length < body.length(); length++) {
            assertThat(key.value("device_id", body.substring(0, length))).as("truncated to " + length).isEmpty();
        }
        assertThat(key.value("device_id", body + "A")).isEmpty();
        assertThat(key.value("device_id", body + "AAAA")).isEmpty();
    }

    @Test
    void shouldRejectTokenOfAnotherDomain() {
        String body = key.token("ip", FieldKind.ADDRESS, "10.0.0.1").body();

        assertThat(key.value("home_ip", body)).isEmpty();
        assertThat(key.value("i", body)).isEmpty();
        assertThat(key.value("", body)).isEmpty();
    }

    @Test
    void shouldRejectTokenOfAnotherKey() {
        assertThat(CountingKeys.siv(ID, 1).value("ip", key.token("ip", FieldKind.ADDRESS, "10.0.0.1").body())).isEmpty();
    }

    @Test
    void shouldNotDecryptAddressTokenAsText() {
        byte[] encrypted = Base64.getUrlDecoder().decode(key.token("ip", FieldKind.ADDRESS, "10.0.0.1").body());

        assertThatThrownBy(() -> CountingKeys.aesSiv(0).decryptDeterministically(encrypted, "ip\0text.1".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void shouldSeparateDomainAndFormat() {
        assertThat(key.token("ip", FieldKind.TEXT, "10.0.0.1").body()).isNotEqualTo(key.token("ip", FieldKind.ADDRESS, "10.0.0.1").body());
        assertThat(key.token("ipa", FieldKind.ADDRESS, "10.0.0.1")).isNotEqualTo(key.token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @Test
    void shouldNotPrintTheKey() {
        assertThat(key).hasToString("MaskingKey[siv.00c0ffee]");
    }
}
