package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are reserved for fiction and documentation, or examples of libphonenumber. */
class PhoneFormTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "+493012345678, +493012345678",
        "+49 30 12345678, +493012345678",
        "+49 (0)30 12345678, +493012345678",
        "+49-30-12345678, +493012345678",
        "+49 30 / 123 456 78, +493012345678",
        "+49.30.12345678, +493012345678",
        "+49\u00A030\u202F12345678, +493012345678",
        "` +49\t30 12345678\n`, +493012345678",
        "\uFF0B\uFF14\uFF19 30 12345678, +493012345678",
        "+\u0664\u0669 30 12345678, +493012345678",
        "+44 020 7946 0958, +442079460958",
        "+1 (415) 555-0132, +14155550132",
        "+39 06 1234 5678, +390612345678",
        "+54 11 15 2345 6789, +5491123456789",
        "+800 1234 5678, +80012345678",
        "+883510000000000, +883510000000000",
    })
    void shouldReadCanonicalForm(String spelling, String canonical) {
        assertThat(FieldKind.PHONE.read(spelling).canonical()).hasValue(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 030 12345678, +493012345678",
        "DE, 030/12345678, +493012345678",
        "DE, 0049 30 12345678, +493012345678",
        "DE, +1 415 555 0132, +14155550132",
        "US, (415) 555-0132, +14155550132",
        "US, 1 415 555 0132, +14155550132",
        "US, 011 49 30 12345678, +493012345678",
        "IT, 06 1234 5678, +390612345678",
    })
    void shouldUseRegionWithoutCountryCode(String region, String spelling, String canonical) {
        Mask mask = MaskKind.named("phone").mask(Map.of("region", region), Scheme.HMAC, "phone");

        assertThat(mask.read(spelling).canonical()).hasValue(canonical);
        assertThat(mask.rule()).endsWith(", or a number of " + region);
        assertThat(mask.description("phone")).isEqualTo("phone, hmac, region " + region);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "``, EMPTY", "`+49\u0000`, NOT_TEXT",
        "030 12345678, NO_COUNTRY_CODE", "(415) 555-0132, NO_COUNTRY_CODE", "0049 30 12345678, NO_COUNTRY_CODE",
        "493012345678, NO_COUNTRY_CODE",
        "+999 123456789, UNKNOWN_COUNTRY_CODE", "+0 49 30 12345678, UNKNOWN_COUNTRY_CODE",
        "+49 30, NO_LENGTH_OF_COUNTRY", "+1 555 0132, NO_LENGTH_OF_COUNTRY", "+1 415 555 01321, NO_LENGTH_OF_COUNTRY",
        "+123456789012345678901234567890, NO_LENGTH_OF_COUNTRY", "+49 00 3012345678, NO_LENGTH_OF_COUNTRY",
        "+49 30 12345678 x12, EXTENSION", "+49 30 12345678 ext. 12, EXTENSION", "+49 30 12345678;ext=12, EXTENSION",
        "+49 30 12345678#12, EXTENSION", "`+49 30 12345678,,12`, EXTENSION", "+49 30 12345678 Extension 12, EXTENSION",
        "`+49 30 12345678, +49 30 12345679`, LIST", "+49 30 12345678; +49 30 12345679, LIST",
        "tel:+49-30-12345678, NO_PHONE", "+1 800 FLOWERS, NO_PHONE", "call +49 30 12345678, NO_PHONE", "+, NO_PHONE", "----, NO_PHONE",
        "+49+30 12345678, NO_PHONE", "++493012345678, NO_PHONE", "+49 30 12345678*, NO_PHONE", "unknown, NO_PHONE",
        "hmac.trial.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, TOKEN", "prefix.00c0ffee.50a6f1c0.f0738720, TOKEN",
    })
    void shouldReportBrokenRule(String text, BrokenRule rule) {
        assertThat(FieldKind.PHONE.read(text).broken()).hasValue(rule);
    }

    /** Texts of the maximum length in an event, made of characters that the patterns repeat. */
    @Test
    void shouldRejectLongTextsFast() {
        for (String sign : new String[] {"+", "0", "1 ", "-", "(", "x1", "1x", ",1", "#", "1/", "\u0661"}) {
            assertThat(FieldKind.PHONE.read(sign.repeat(4096 / sign.length())).broken()).isPresent();
            assertThat(FieldKind.PHONE.read("+1" + sign.repeat(4096 / sign.length()) + "!").broken()).isPresent();
        }
    }
}
