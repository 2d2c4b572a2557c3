package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailFormTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "jane.doe@example.org, jane.doe@example.org",
        "` jane@EXAMPLE.Org\u00A0`, jane@example.org",
        "Jane@example.org, Jane@example.org",
        "jane+news@mail.example.org, jane+news@mail.example.org",
        "o'neil!#$%&*/=?^_`{|}~-@example.org, o'neil!#$%&*/=?^_`{|}~-@example.org",
        "1@2.example, 1@2.example",
        "zoe\u0308@example.org, zo\u00eb@example.org",
        "\u7528\u6237@example.org, \u7528\u6237@example.org",
        "jane@m\u00fcnchen.example, jane@xn--mnchen-3ya.example",
        "jane@MU\u0308NCHEN.example, jane@xn--mnchen-3ya.example",
        "jane@xn--mnchen-3ya.example, jane@xn--mnchen-3ya.example",
        "jane@XN--MNCHEN-3YA.Example, jane@xn--mnchen-3ya.example",
        "jane@fa\u00df.example, jane@xn--fa-hia.example",
        "jane@\u1e9e.example, jane@xn--zca.example",
        "jane@fass.example, jane@fass.example",
        "jane@\u03b2\u03cc\u03bb\u03bf\u03c2.example, jane@xn--nxasmm1c.example",
        "jane@\u4f8b\u3048\u3002\u30c6\u30b9\u30c8, jane@xn--r8jz45g.xn--zckzah",
        "jane@\uff25\uff38ample.org, jane@example.org",
        "jane@ab--cd.example, jane@ab--cd.example",
    })
    void shouldReadCanonicalForm(String spelling, String canonical) {
        assertThat(FieldKind.EMAIL.read(spelling).canonical()).hasValue(canonical);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "``, EMPTY", "`\u3000`, EMPTY", "`j\u0000@example.org`, NOT_TEXT", "`j\ud800@example.org`, NOT_TEXT",
        "jane.example.org, NO_AT", "`jane doe`, NO_AT", "jane\uff20example.org, NO_AT",
        "`a@example.org,b@example.org`, LIST", "a@example.org;b@example.org, LIST",
        "Jane<jane@example.org>, BRACKETS", "jane(work)@example.org, BRACKETS", "jane@[192.0.2.7], BRACKETS",
        "`\"jane doe\"@example.org`, QUOTED", "ja\\ne@example.org, QUOTED",
        "jane doe@example.org, INNER_SPACE", "jane@ example.org, INNER_SPACE", "jane@exam\u200Bple.org, INNER_SPACE",
        "@example.org, NO_MAILBOX", ".jane@example.org, NO_MAILBOX", "jane.@example.org, NO_MAILBOX", "ja..ne@example.org, NO_MAILBOX",
        "jane@doe@example.org, NO_MAILBOX", "mailto:jane@example.org, NO_MAILBOX", "jane\u0085doe\u0080@example.org, INNER_SPACE",
        "jane\u0080@example.org, NO_MAILBOX",
        "jane@, NO_DOMAIN", "jane@localhost, NO_DOMAIN", "jane@example., NO_DOMAIN", "jane@example.org., NO_DOMAIN",
        "jane@.example.org, NO_DOMAIN", "jane@a..example, NO_DOMAIN", "jane@-a.example, NO_DOMAIN", "jane@a-.example, NO_DOMAIN",
        "jane@a_b.example, NO_DOMAIN", "jane@192.0.2.7, NO_DOMAIN", "jane@4111.1111, NO_DOMAIN", "jane@example.org:25, NO_DOMAIN",
        "jane@example.org/x, NO_DOMAIN", "jane@xn--a.example, NO_DOMAIN", "jane@xn--.example, NO_DOMAIN", "jane@a\u0378.example, NO_DOMAIN",
        "jane@a\u200D.example, NO_DOMAIN", "jane@\u0661a.example, NO_DOMAIN", "jane@m\u00fcnchen, NO_DOMAIN",
        "jane@\u00ad.example, NO_DOMAIN",
        "hmac.trial.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, TOKEN", "siv.00c0ffee.DSDkQDxM03yAkU1PKW15Y8I9ptw, TOKEN",
    })
    void shouldReportBrokenRule(String text, BrokenRule rule) {
        assertThat(FieldKind.EMAIL.read(text).broken()).hasValue(rule);
    }

    /** The limits of RFC 5321, 4.5.3.1, and RFC 1035, 2.3.4, at and above each boundary. */
    @Test
    void shouldApplyLengthsOfTheStandards() {
        String label = "a".repeat(63);
        String domain = label + "." + label + "." + label;

        assertThat(FieldKind.EMAIL.read("j".repeat(64) + "@example.org").canonical()).isPresent();
        assertThat(FieldKind.EMAIL.read("j".repeat(65) + "@example.org").broken()).hasValue(BrokenRule.NO_MAILBOX);
        assertThat(FieldKind.EMAIL.read("\u00eb".repeat(33) + "@example.org").broken()).hasValue(BrokenRule.NO_MAILBOX);
        assertThat(FieldKind.EMAIL.read("j@" + label + ".org").canonical()).isPresent();
        assertThat(FieldKind.EMAIL.read("j@" + label + "a.org").broken()).hasValue(BrokenRule.NO_DOMAIN);
        assertThat(FieldKind.EMAIL.read("j".repeat(62) + "@" + domain).canonical().orElseThrow()).hasSize(254);
        assertThat(FieldKind.EMAIL.read("j".repeat(63) + "@" + domain).broken()).hasValue(BrokenRule.OVER_254_BYTES);
        assertThat(FieldKind.EMAIL.read("j@" + "\u00fc".repeat(400) + ".org").broken()).hasValue(BrokenRule.OVER_254_BYTES);
    }

    /** Texts of the maximum length in an event, made of characters that the patterns repeat. */
    @Test
    void shouldRejectLongTextsFast() {
        for (String sign : new String[] {".", "a", "a.", "@", "a@", "-", "xn--.", "\u00fc", "\u0308"}) {
            for (String text : new String[] {sign.repeat(4096 / sign.length()), "j@" + sign.repeat(300 / sign.length()) + "!"}) {
                assertThat(FieldKind.EMAIL.read(text).broken()).isPresent();
            }
        }
    }
}
