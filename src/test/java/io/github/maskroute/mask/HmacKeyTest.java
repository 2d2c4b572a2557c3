package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacKeyTest {

    private static final int COLUMN_LENGTH = 256;

    /** The expected tokens come from Python's hmac module. The key is the bytes 0 to 31. */
    @ParameterizedTest
    @CsvSource({
        "ip, 10.0.0.1, NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg",
        "ip, 2001:db8::1, 8CJVEk9meurJqsHHmg6bH7N_B5LrUifCuk08TcB0nI0",
        "device_id, 000-00-0000, xXoPo3Z6OCA5SIzPbs4WkWbMW84p83Oxje4nP2Zf0PY",
        "device_id, 10.0.0.1, wAwdTNYJ5JZj6Q4WTpCVYdpg9isQc6PgPxmk594qvyw",
        "device_id, Zo\u00eb \ud83d\ude00, vbSsgMYzEJGbKbEg0JS2i5gyxp6eFpvwI2-mKfdgiLk",
    })
    void shouldComputeHmacOfDomainAndValue(String domain, String value, String mac) {
        assertThat(CountingKeys.hmac("k1").token(domain, FieldKind.TEXT, value)).hasToString("hmac.k1." + mac);
    }

    /** The expected code comes from Python's hmac module too. */
    @Test
    void shouldComputeCodeAsHmacOfPurposeAndText() {
        assertThat(HexFormat.of().formatHex(CountingKeys.hmac("k1").code("sessions", "text")))
                .isEqualTo("83b715285b27fe68f9c781bf30ad746fc48b4fdb2523a517233d9e368041b8ce");
    }

    @Test
    void shouldSeparateDomainAndValue() {
        assertThat(CountingKeys.hmac("k1").token("ab", FieldKind.TEXT, "c"))
                .isNotEqualTo(CountingKeys.hmac("k1").token("a", FieldKind.TEXT, "bc"));
    }

    @Test
    void shouldMakeDifferentTokenWithAnotherKey() {
        HmacKey zeros = new HmacKey("k1", new byte[32]);

        assertThat(zeros.token("ip", FieldKind.ADDRESS, "10.0.0.1"))
                .isNotEqualTo(CountingKeys.hmac("k1").token("ip", FieldKind.ADDRESS, "10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "2024-k_1", "01234567890123456789012345678901"})
    void shouldMakeTokenThatFitsItsColumn(String id) {
        String longest = "\ud83d\ude00".repeat(4096);

        assertThat(CountingKeys.hmac(id).token("d".repeat(64), FieldKind.TEXT, longest).toString())
                .matches("hmac\\." + id + "\\.[A-Za-z0-9_-]{43}")
                .hasSizeLessThanOrEqualTo(COLUMN_LENGTH);
    }

    @Test
    void shouldNotReadTokenAsAddress() {
        assertThat(FieldKind.ADDRESS.read(CountingKeys.hmac("k1").token("ip", FieldKind.ADDRESS, "10.0.0.1").toString()).canonical())
                .isEmpty();
    }
}
