package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixKeyTest {

    private static final String ID = "00c0ffee";

    private final PrefixKey key = new PrefixKey(ID, CountingKeys.bytes(32, 0));

    /**
     * The expected tokens come from a Python program, with the module hmac for cipher key and check, and AES of the package cryptography
     * for ipcrypt-pfx. The key is the bytes 0 to 31.
     */
    @ParameterizedTest
    @CsvSource({
        "ip, 198.51.100.7, 50a6f1c0.f0738720",
        "ip, 198.51.100.200, 50a6f113.8025a877",
        "ip, 198.51.101.7, 50a6f0d1.06f21607",
        "home_ip, 198.51.100.7, 6c84b56b.f938677e",
        "ip, 2001:db8:1:2::3, f0106081d9c7c72229703bb95af5b456.2823fce3",
        "ip, 2001:db8:1:ffff::3, f0106081d9c75207cd400bc1e7e77bb3.998da97f",
        "ip, 2001:db8:2::3, f0106081d9c4d1c67dd32994923b6d80.29e62ff6",
    })
    void shouldMakeTokenOfEncryptedAddressAndCheck(String domain, String address, String body) {
        assertThat(key.token(domain, FieldKind.ADDRESS, address)).hasToString("prefix." + ID + "." + body);
        assertThat(key.value(domain, body)).hasValue(address);
    }

    @Test
    void shouldShareSixDigitsInNetworkOf24Bits() {
        String start = key.token("ip", FieldKind.ADDRESS, "203.0.113.0").body().substring(0, 6);
        for (int host = 1; host < 256; host++) {
            assertThat(key.token("ip", FieldKind.ADDRESS, "203.0.113." + host).body()).startsWith(start);
        }
        for (int network : new int[] {0, 112, 114, 115, 255}) {
            assertThat(key.token("ip", FieldKind.ADDRESS, "203.0." + network + ".0").body()).doesNotStartWith(start);
        }
    }

    @Test
    void shouldShareTwelveDigitsInNetworkOf48Bits() {
        String start = key.token("ip", FieldKind.ADDRESS, "2001:db8:7::").body().substring(0, 12);
        for (int subnet = 1; subnet < 256; subnet++) {
            String address = "2001:db8:7:" + Integer.toHexString(subnet << 8) + "::1";
            assertThat(key.token("ip", FieldKind.ADDRESS, address).body()).startsWith(start);
        }
        for (String network : new String[] {"2001:db8::", "2001:db8:6::", "2001:db8:8::", "2001:db8:ffff::"}) {
            assertThat(key.token("ip", FieldKind.ADDRESS, network).body()).doesNotStartWith(start);
        }
    }

    @Test
    void shouldRejectTokenOfAnotherDomain() {
        assertThat(key.value("home_ip", key.token("ip", FieldKind.ADDRESS, "198.51.100.7").body())).isEmpty();
    }

    @Test
    void shouldRejectTokenOfAnotherKey() {
        PrefixKey other = new PrefixKey(ID, CountingKeys.bytes(32, 1));

        assertThat(other.value("ip", key.token("ip", FieldKind.ADDRESS, "198.51.100.7").body())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "2001:db8:1:2::3"})
    void shouldRejectTokenWithAnyDigitAltered(String address) {
        String body = key.token("ip", FieldKind.ADDRESS, address).body();
        for (int i = 0; i < body.length(); i++) {
            for (char digit : "0123456789abcdefA.".toCharArray()) {
                String altered = body.substring(0, i) + digit + body.substring(i + 1);
                assertThat(key.value("ip", altered).isPresent()).as("character " + i).isEqualTo(altered.equals(body));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ".", "50a6f1c0", "50a6f1c0.", "50a6f1c0.f073872", "50a6f1c0.f07387200", "50a6f1c.f0738720", "50a6f1c00.f0738720",
        "50A6F1C0.F0738720", "50a6f1c050a6f1c0.f0738720", "50a6f1c050a6f1c050a6f1c0.f0738720", "50a6f1c0.f0738720\n", " 50a6f1c0.f0738720",
    })
    void shouldRejectMalformedToken(String body) {
        assertThat(key.value("ip", "50a6f1c0.f0738720")).isPresent();
        assertThat(key.value("ip", body)).isEmpty();
    }

    @Test
    void shouldRejectText() {
        assertThatThrownBy(() -> key.token("device_id", FieldKind.TEXT, "raw-value"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("raw-value");
    }

    /** Both use HMAC-SHA256. A secret that is in both keysets by mistake must not reveal bytes of one scheme in the other. */
    @Test
    void shouldShareNothingWithHmacKeyOfSameSecret() {
        HmacKey hmac = new HmacKey(ID, CountingKeys.bytes(32, 0));
        String check = key.token("ip", FieldKind.ADDRESS, "198.51.100.7").body().substring(9);

        assertThat(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(
                hmac.token("ip", FieldKind.ADDRESS, "198.51.100.7").body()))).doesNotContain(check);
    }

    @Test
    void shouldNotPrintTheKey() {
        assertThat(key).hasToString("MaskingKey[prefix.00c0ffee]");
    }
}
