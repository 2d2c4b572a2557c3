package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutMaskTest {

    private static final MaskingKeys NO_KEYS = () -> new Keyset(List.of());

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "redact, Jane Doe, redacted", "redact, ``, redacted", "redact, `a\u0000\ud800`, redacted",
        "network, 198.51.100.7, 198.51.100.0/24", "network, 0.0.0.0, 0.0.0.0/24", "network, 255.255.255.255, 255.255.255.0/24",
        "network, ::ffff:198.51.100.7, 198.51.100.0/24",
        "network, 2001:DB8:7:8::9, 2001:db8:7::/48", "network, 2001:db8::1, 2001:db8::/48", "network, ::1, ::/48",
        "network, 1:0:2:0:0:0:0:1, 1:0:2::/48", "network, fe80::1, fe80::/48",
        "network, 2002:c633:6407:1::1, 2002:c633:6400::/40",
        "year, 1984-05-12, 1984", "month, 1984-05-12, 1984-05", "month, ` 2024-02-29 `, 2024-02",
        "year, 1984-01-01T00:30:00+02:00, 1984", "month, 1984-05-31T23:59:60.123456789Z, 1984-05", "month, 1984-05-12T08:30-00:00, 1984-05",
        "email-domain, jane@Example.org, example.org", "email-domain, jane@m\u00fcnchen.example, xn--mnchen-3ya.example",
        "last, 4111 1111 1111 1234, 1234", "last, 4111-1111-1111-1234, 1234", "last, DE89 3704 0044 0532 0130 00, 3000",
        "last, abcdefgh, efgh", "last, \ud83d\ude00\ud835\udd52\ud835\udd53\ud835\udd54\ud835\udd55bcde, bcde",
        "last, 1234\ud835\udd52\ud835\udd53\ud835\udd54\ud835\udd55\ud83d\ude00, \ud835\udd52\ud835\udd53\ud835\udd54\ud835\udd55",
    })
    void shouldCutValue(String kind, String value, String result) {
        assertThat(cut(kind, Map.of(), value)).hasValue(result);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "network, 198.51.100.7/24, PREFIX_LENGTH", "network, example.org, NO_LITERAL", "network, hmac.trial.AAAA, TOKEN",
        "network, ``, EMPTY",
        "year, 1984, NO_DATE", "year, 1984-05, NO_DATE", "month, 12.05.1984, NO_DATE", "month, 1984-5-12, NO_DATE",
        "year, 1984-02-30, NO_DATE",
        "year, 1983-02-29, NO_DATE", "year, 1984-13-01, NO_DATE", "year, 19840512, NO_DATE", "year, +11984-05-12, NO_DATE",
        "year, \u0661\u0669\u0668\u0664-05-12, NO_DATE", "year, 1984-05-12 08:30:00Z, NO_DATE", "year, 1984-05-12T25:00:00Z, NO_DATE",
        "year, 1984-05-12T08:30:00+2, NO_DATE", "year, 1984-05-12T08:30:00, NO_OFFSET", "month, 1984-05-12T08:30, NO_OFFSET",
        "year, ` `, EMPTY",
        "email-domain, jane@localhost, NO_DOMAIN", "email-domain, jane, NO_AT",
        "last, 1234567, TOO_SHORT", "last, --1-2-3-4-5-6-7--, TOO_SHORT", "last, `\ud83d\ude00 \ud83d\ude00`, TOO_SHORT",
        "last, ` `, EMPTY",
        "last, `1234567\u0000`, NOT_TEXT",
    })
    void shouldReportBrokenRule(String kind, String value, BrokenRule rule) {
        assertThat(MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, "field").read(value).broken()).hasValue(rule);
    }

    @Test
    void shouldShowAtMostHalfOfTheCharacters() {
        for (int shown = 1; shown <= 8; shown++) {
            Map<String, String> options = Map.of("characters", String.valueOf(shown));
            String value = "abcdefghijklmnop".substring(0, 2 * shown);

            assertThat(cut("last", options, value)).hasValue(value.substring(shown));
            assertThat(cut("last", options, value.substring(1))).isEmpty();
        }
    }

    @Test
    void shouldNotMakeTokens() {
        for (String kind : new String[] {"redact", "network", "year", "month", "last", "email-domain"}) {
            Mask mask = MaskKind.named(kind).mask(Map.of(), Scheme.HMAC, "field");

            assertThat(mask).isNotInstanceOf(TokenMask.class);
            assertThat(mask.description("field")).startsWith(kind);
        }
    }

    private static Optional<String> cut(String kind, Map<String, String> options, String value) {
        Mask mask = MaskKind.named(kind).mask(options, Scheme.HMAC, "field");
        return mask.read(value).canonical().map(canonical -> mask.masked(canonical, NO_KEYS));
    }
}
