package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenRuleTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "``, EMPTY", "` `, EMPTY",
        "1.2.3.4/24, PREFIX_LENGTH", "2001:db8::/32, PREFIX_LENGTH", "1.2.3.4/, PREFIX_LENGTH",
        "fe80::1%eth0, ZONE", "fe80::1%25eth0, ZONE",
        "[::1], BRACKETS", "[::1]:443, BRACKETS", "[10.0.0.1], BRACKETS",
        "10.0.0.1:443, PORT",
        "`10.0.0.1,10.0.0.2`, LIST", "`10.0.0.1, 10.0.0.2`, LIST",
        "10.0.0.1 10.0.0.2, INNER_SPACE", "10.0. 0.1, INNER_SPACE",
        "010.0.0.1, LEADING_ZEROS", "10.0.0.01, LEADING_ZEROS", "10.00.0.1, LEADING_ZEROS", "::ffff:010.0.0.1, LEADING_ZEROS",
        "::ffff:10.0.0.01, LEADING_ZEROS",
        "127.1, FOUR_PARTS", "2130706433, FOUR_PARTS", "1.2.3.4.5, FOUR_PARTS", "1..2.3, FOUR_PARTS", "1.2.3., FOUR_PARTS",
        "256.1.1.1, PART_OVER_255", "1.1.1.999, PART_OVER_255",
        "12345::1, LONG_GROUP", "00001::1, LONG_GROUP",
        "1::2::3, MALFORMED_IPV6", "::ffff:256.0.0.1, MALFORMED_IPV6", "1:2:3, MALFORMED_IPV6", ":, MALFORMED_IPV6",
        "\uff11\uff10.0.0.1, NOT_ASCII", "10.0\u00A0.0.1, NOT_ASCII", "10.0.0.1\u200E, NOT_ASCII",
        "example.org, NO_LITERAL", "0x7f000001, NO_LITERAL", "-1.2.3.4, NO_LITERAL", "null, NO_LITERAL", "${a}/b, NO_LITERAL",
        "abcd, NO_LITERAL",
        "hmac.trial.AAAA, TOKEN", "siv.00c0ffee.DSDkQDxM03yAkU1PKW15Y8I9ptw, TOKEN", "prefix.00c0ffee.50a6f1c0.f0738720, TOKEN",
        "`1.2.3.4\u0000`, NOT_TEXT", "1.2.3.4\ud800, NOT_TEXT",
    })
    void shouldReportBrokenRuleOfAddress(String text, BrokenRule rule) {
        assertThat(FieldKind.ADDRESS.read(text).broken()).hasValue(rule);
    }

    @ParameterizedTest
    @CsvSource({"'', EMPTY", "'\u00A0\u3000', EMPTY", "a\u0000b, NOT_TEXT", "a\udc00, NOT_TEXT"})
    void shouldReportBrokenRuleOfText(String text, BrokenRule rule) {
        assertThat(FieldKind.TEXT.read(text).broken()).hasValue(rule);
    }

    @Test
    void shouldDescribeRuleWithoutValue() {
        Keyset keys = new Keyset(List.of());
        FieldMasks masks = TestMasks.of(() -> keys, Map.of("ip", "address", "id", "text"), "siv", Map.of(), Map.of());

        assertThat(masks.refusal("ip", "198.51.100.7/24")).isEqualTo(
                "an IPv4 or IPv6 address, without prefix length, zone or leading zeros; it has a prefix length, or another slash");
        assertThat(masks.refusal("id", "x".repeat(160))).isEqualTo("text that is not blank, and 159 bytes in UTF-8 at most; it is longer");
    }

    /** Texts of the maximum length in an event, made of characters that the patterns repeat. */
    @Test
    void shouldRejectLongTextsFast() {
        for (String sign : new String[] {".", ":", "0", "a", ".0", "1.", "a:", " ", "/", "%", "["}) {
            assertThat(FieldKind.ADDRESS.read(sign.repeat(4096 / sign.length()) + "!").broken()).isPresent();
            assertThat(FieldKind.ADDRESS.read("1" + sign.repeat(4096 / sign.length())).broken()).isPresent();
        }
    }

    @Test
    void shouldNotPrintValue() {
        assertThat(FieldKind.TEXT.read("198.51.100.7")).hasToString("Canonical[]");
        assertThat(FieldKind.ADDRESS.read("198.51.100.7/24").toString()).doesNotContain("198");
    }
}
