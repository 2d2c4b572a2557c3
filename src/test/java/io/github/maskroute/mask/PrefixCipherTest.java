package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixCipherTest {

    private static final String DRAFT_KEY = "0123456789abcdeffedcba98765432101032547698badcfeefcdab8967452301";
    private static final String DRAFT_NETWORKS_KEY = "2b7e151628aed2a6abf7158809cf4f3ca9f5ba40db214c3798f2e1c23456789a";

    /** The test vectors of ipcrypt-pfx in draft-denis-ipcrypt, its appendix 'Test Vectors'. */
    @ParameterizedTest
    @CsvSource({
        DRAFT_KEY + ", 0.0.0.0, 151.82.155.134",
        DRAFT_KEY + ", 255.255.255.255, 94.185.169.89",
        DRAFT_KEY + ", 192.0.2.1, 100.115.72.131",
        DRAFT_KEY + ", 2001:db8::1, c180:5dd4:2587:3524:30ab:fa65:6ab6:f88",
        DRAFT_NETWORKS_KEY + ", 10.0.0.47, 19.214.210.244",
        DRAFT_NETWORKS_KEY + ", 10.0.0.129, 19.214.210.80",
        DRAFT_NETWORKS_KEY + ", 10.0.0.234, 19.214.210.30",
        DRAFT_NETWORKS_KEY + ", 172.16.5.193, 210.78.229.136",
        DRAFT_NETWORKS_KEY + ", 172.16.97.42, 210.78.179.241",
        DRAFT_NETWORKS_KEY + ", 172.16.248.177, 210.78.121.215",
        DRAFT_NETWORKS_KEY + ", 2001:db8::a5c9:4e2f:bb91:5a7d, 7cec:702c:1243:f70:1956:125:b9bd:1aba",
        DRAFT_NETWORKS_KEY + ", 2001:db8::7234:d8f1:3c6e:9a52, 7cec:702c:1243:f70:a3ef:c8e:95c1:cd0d",
        DRAFT_NETWORKS_KEY + ", 2001:db8::f1e0:937b:26d4:8c1a, 7cec:702c:1243:f70:443c:c8e:6a62:b64d",
        DRAFT_NETWORKS_KEY + ", 2001:db8:3a5c:0:e7d1:4b9f:2c8a:f673, 7cec:702c:3503:bef:e616:96bd:be33:a9b9",
        DRAFT_NETWORKS_KEY + ", 2001:db8:9f27:0:b4e2:7a3d:5f91:c8e6, 7cec:702c:a504:b74e:194a:3d90:b047:2d1a",
        DRAFT_NETWORKS_KEY + ", 2001:db8:d8b4:0:193c:a5e7:8b2f:46d1, 7cec:702c:f840:aa67:1b8:e84f:ac9d:77fb",
    })
    void shouldMatchTestVectorsOfTheDraft(String key, String address, String encrypted) {
        PrefixCipher cipher = new PrefixCipher(HexFormat.of().parseHex(key));

        assertThat(cipher.encrypt(bytes(address))).isEqualTo(bytes(encrypted));
        assertThat(cipher.decrypt(bytes(encrypted))).isEqualTo(bytes(address));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 17, 31, 33, 64})
    void shouldRejectKeyOfAnotherLength(int length) {
        byte[] key = CountingKeys.bytes(length, 0);

        assertThatThrownBy(() -> new PrefixCipher(key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void shouldRejectKeyOfEqualHalves() {
        byte[] key = Arrays.copyOf(CountingKeys.bytes(16, 7), 32);
        System.arraycopy(key, 0, key, 16, 16);

        assertThatThrownBy(() -> new PrefixCipher(key)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("differ");
    }

    @Test
    void shouldPreserveLengthOfCommonPrefix() {
        Random random = new Random(6052);
        PrefixCipher cipher = new PrefixCipher(CountingKeys.bytes(32, 0));
        for (int i = 0; i < 2_000; i++) {
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            int shared = random.nextInt(address.length * 8);
            byte[] neighbour = address.clone();
            random.nextBytes(neighbour);
            copyBits(address, neighbour, shared);
            assertThat(sharedBits(cipher.encrypt(address), cipher.encrypt(neighbour))).isEqualTo(shared);
            assertThat(cipher.decrypt(cipher.encrypt(address))).isEqualTo(address);
        }
    }

    @Test
    void shouldNotModifyArguments() {
        PrefixCipher cipher = new PrefixCipher(CountingKeys.bytes(32, 0));
        byte[] address = {10, 0, 0, 1};

        cipher.encrypt(address);
        cipher.decrypt(address);

        assertThat(address).containsExactly(10, 0, 0, 1);
    }

    /** Copies the first bits, and inverts the next one. */
    private static void copyBits(byte[] from, byte[] to, int count) {
        for (int bit = 0; bit <= count; bit++) {
            int mask = 0x80 >> bit % 8;
            int wanted = bit < count ? from[bit / 8] & mask : ~from[bit / 8] & mask;
            to[bit / 8] = (byte) (to[bit / 8] & ~mask | wanted);
        }
    }

    private static int sharedBits(byte[] one, byte[] other) {
        int bit = 0;
        while (bit < one.length * 8 && ((one[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) == 0) {
            bit++;
        }
        return bit;
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
