package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSchemeTest {

    private static final int COLUMN_LENGTH = 256;

    @TempDir
    private Path folder;

    /** The expected tokens come from Python's hmac module: the key is the bytes 0 to 31. */
    @ParameterizedTest
    @CsvSource({
        "ip, 10.0.0.1, NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg",
        "ip, 2001:db8::1, 8CJVEk9meurJqsHHmg6bH7N_B5LrUifCuk08TcB0nI0",
        "device_id, 000-00-0000, xXoPo3Z6OCA5SIzPbs4WkWbMW84p83Oxje4nP2Zf0PY",
        "device_id, 10.0.0.1, wAwdTNYJ5JZj6Q4WTpCVYdpg9isQc6PgPxmk594qvyw",
        "device_id, Zo\u00eb \ud83d\ude00, vbSsgMYzEJGbKbEg0JS2i5gyxp6eFpvwI2-mKfdgiLk",
    })
    void tokenIsTheHmacOfDomainAndValue(String domain, String value, String mac) {
        assertThat(scheme("k1").token(domain, value)).isEqualTo("hmac.k1." + mac);
    }

    @Test
    void domainAndValueCannotRunIntoEachOther() {
        assertThat(scheme("k1").token("ab", "c")).isNotEqualTo(scheme("k1").token("a", "bc"));
    }

    @Test
    void anotherKeyGivesAnotherToken() {
        MaskingKey zeros = MaskingKey.read(KeyFiles.write(folder, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= k1"));

        assertThat(new HmacScheme(zeros).token("ip", "10.0.0.1")).isNotEqualTo(scheme("k1").token("ip", "10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "2024-k_1", "01234567890123456789012345678901"})
    void tokenHasAShapeOfItsOwnAndFitsItsColumn(String id) {
        String longest = "\ud83d\ude00".repeat(4096);

        assertThat(scheme(id).token("d".repeat(64), longest))
                .matches("hmac\\." + id + "\\.[A-Za-z0-9_-]{43}")
                .hasSizeLessThanOrEqualTo(COLUMN_LENGTH);
    }

    @Test
    void tokenIsNoAddress() {
        assertThat(FieldKind.ADDRESS.canonical(scheme("k1").token("ip", "10.0.0.1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "device_id", "0-9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void shouldAcceptDomain(String domain) {
        assertThat(HmacScheme.checkDomain(domain)).isEqualTo(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "IP", "a.b", "a\u0000b", "a\n", "\u00e9", "01234567890123456789012345678901234567890123456789012345678901234"})
    void shouldRefuseDomain(String domain) {
        assertThatThrownBy(() -> HmacScheme.checkDomain(domain)).isInstanceOf(IllegalArgumentException.class);
    }

    private HmacScheme scheme(String id) {
        return new HmacScheme(KeyFiles.counting(folder, id));
    }
}
