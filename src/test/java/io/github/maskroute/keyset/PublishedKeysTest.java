package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.Token;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedKeysTest {

    /** Users' case files contain these tokens. */
    @ParameterizedTest
    @CsvSource({
        "HMAC, hmac.test.WKTUFsEbKqZXGDBaHN2KE-M9DLXav3d2BUMcLFv__WY",
        "SIV, siv.test.s1ViKSYUlYJeWRGVTPFVroz7hp4",
        "PREFIX, prefix.test.0cd38f3e.bbb3d8b2",
    })
    void shouldKeepTokens(Scheme scheme, String token) {
        MaskingKey key = PublishedKeys.keyset().primary(scheme);
        Token made = key.token("ip", FieldKind.ADDRESS, "192.0.2.1");

        assertThat(made.toString()).isEqualTo(token);
        assertThat(key.value("ip", made.body())).isEqualTo(scheme.reversible() ? Optional.of("192.0.2.1") : Optional.empty());
    }
}
