package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldKindTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "224.0.0.1, 224.0.0.1",
        "245.182.3.46, 245.182.3.46",
        "127.0.0.1, 127.0.0.1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:0a00:1, 10.0.0.1",
        "0:0:0:0:0:ffff:10.0.0.1, 10.0.0.1",
        "2001:DB8::1, 2001:db8::1",
        "2001:0db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
        "2001:db8::01, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::1.2.3.4, ::102:304",
        "fe80::1, fe80::1",
        "ff02::1, ff02::1",
    })
    void shouldReadCanonicalForm(String spelling, String canonical) {
        assertThat(FieldKind.ADDRESS.read(spelling).canonical()).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 10.0.0.1 ", "\t10.0.0.1\n", "\u200310.0.0.1", "\u00a010.0.0.1\u202f", "\ufeff10.0.0.1"})
    void shouldIgnoreOuterWhiteSpace(String spelling) {
        assertThat(FieldKind.ADDRESS.read(spelling).canonical()).hasValue("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "256.1.1.1", "010.0.0.1", "10.00.0.1", "10.0.0.01", "127.1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1.2.3.4.",
        "1..2.3", "2130706433", "0x7f000001", "0x7f.0.0.1", "1.2.3.a", "a.b.c.d", "-1.2.3.4", "+1.2.3.4", "1.2.3.4/24", "1.2.3.4/32",
        "1.2.3.4:80", "1.2.3.*", "1.2.3.0-9", "1.2.3._", "*", "10.0.0. 1", "10.0.0.1 10.0.0.2", "10.0.0.1,10.0.0.2",
        "\uff11\uff10.0.0.1", "\u0661.2.3.4", "10\uff0e0.0.1", "1.2.3.4\u0000",
        "fe80::1%eth0", "fe80::1%1", "::1/128", "[::1]", "::ffff:010.0.0.1", "::ffff:10.0.0.01", "::ffff:10.00.0.1", "::ffff:256.0.0.1",
        "::ffff:10.0.1", "::1.2.3.4.5", "1.2.3.4::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8",
        "1::2:3:4:5:6:7:8", ":::", ":", "::g", "12345::1", "00001::1", "::00000", "20010db8000000000000000000000001",
        "0:0:0:0:0:0:0:ffff:10.0.0.1", "example.org", "localhost", "abcd", "ffff", "dead.beef", "null",
        "hmac.trial.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    })
    void shouldRejectTextsThatAreNotAddressLiterals(String text) {
        assertThat(FieldKind.ADDRESS.read(text).canonical()).isEmpty();
    }

    @Test
    void shouldRejectLoneSurrogates() {
        assertThat(FieldKind.TEXT.read("a\ud800b").canonical()).isEmpty();
        assertThat(FieldKind.TEXT.read("\udc00").canonical()).isEmpty();
        assertThat(FieldKind.TEXT.read("\udfff").canonical()).isEmpty();
        assertThat(FieldKind.ADDRESS.read("10.0.0.1\ud800").canonical()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'  000-00-0000\t', 000-00-0000", "Zoe\u0308, Zo\u00eb", "\u212b, \u00c5", "a  b, a  b", "ABC, ABC"})
    void shouldTrimAndComposeText(String text, String canonical) {
        assertThat(FieldKind.TEXT.read(text).canonical()).hasValue(canonical);
    }

    /** With the key, any bytes can be encrypted, also without our padding. */
    @Test
    void shouldRejectPlaintextWithoutTextOrPadding() {
        assertThat(FieldKind.TEXT.text(new byte[] {'a', (byte) 0x80, 0, 0})).hasValue("a");
        assertThat(FieldKind.TEXT.text(new byte[] {(byte) 0x80, 0, 0, 0})).isEmpty();
        assertThat(FieldKind.TEXT.text(new byte[] {0, 0, 0, 0})).isEmpty();
        assertThat(FieldKind.TEXT.text(new byte[] {'a', 'b', 0, 0})).isEmpty();
        assertThat(FieldKind.TEXT.text(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u2003\u2028"})
    void shouldRejectBlankText(String blank) {
        assertThat(FieldKind.TEXT.read(blank).canonical()).isEmpty();
    }

    @Test
    void shouldNameKindsInLowerCase() {
        assertThat(FieldKind.named("address")).isEqualTo(FieldKind.ADDRESS);
        assertThat(FieldKind.named("text")).isEqualTo(FieldKind.TEXT);
        assertThatThrownBy(() -> FieldKind.named("ADDRESS")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FieldKind.named("")).isInstanceOf(IllegalArgumentException.class);
    }
}
