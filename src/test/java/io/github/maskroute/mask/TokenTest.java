package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.MaskingException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @ParameterizedTest
    @CsvSource({
        "hmac.trial.NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg, HMAC, trial, NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg",
        "siv.00c0ffee.DSDkQDxM03yAkU1PKW15Y8I9ptw, SIV, 00c0ffee, DSDkQDxM03yAkU1PKW15Y8I9ptw",
        "prefix.2024-k_1.50a6f1c0.f0738720, PREFIX, 2024-k_1, 50a6f1c0.f0738720",
        "siv.k.x, SIV, k, x",
        "hmac.01234567890123456789012345678901.x, HMAC, 01234567890123456789012345678901, x",
    })
    void shouldParseAndPrintToken(String text, Scheme scheme, String keyId, String body) {
        assertThat(Token.parse(text)).isEqualTo(new Token(scheme, keyId, body)).hasToString(text);
    }

    /** 159 bytes of text, padded to 160, and the 16 bytes of the synthetic IV, in base64. */
    @Test
    void shouldAcceptLongestBodyOfSiv() {
        String longest = "siv.00c0ffee." + "x".repeat(235);

        assertThat(Token.parse(longest)).hasToString(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ".", "..", "siv", "siv.", "siv.k", "siv.k.", "siv..x", ".k.x", "k.x", "SIV.k.x", "Siv.k.x", "hmac2.k.x", "xhmac.k.x", "aes.k.x",
        " siv.k.x", "siv.k.x ", "siv.k.x\n", "'siv.k.x'", "\"siv.k.x\"", "siv.k .x", "siv.k\u00e9.x", "siv.k.x=", "siv.k.x+", "siv.k.x/",
        "siv.k.\u00e9", "siv.k.x,siv.k.y", "siv.012345678901234567890123456789012.x", "10.0.0.1", "2001:db8::1", "000-00-0000",
    })
    void shouldRejectMalformedToken(String text) {
        assertThatThrownBy(() -> Token.parse(text)).isInstanceOfSatisfying(MaskingException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.NO_TOKEN);
            assertThat(e).hasMessageContaining("this is not a token").hasNoCause();
            if (text.length() > 7) {
                assertThat(e).hasMessageNotContaining(text);
            }
        });
    }

    @Test
    void shouldRejectBodyThatIsTooLong() {
        assertThatThrownBy(() -> Token.parse("siv.00c0ffee." + "x".repeat(236))).isInstanceOf(MaskingException.class);
    }
}
