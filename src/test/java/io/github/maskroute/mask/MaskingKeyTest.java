package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskingKeyTest {

    private static final int THREADS = 8;
    private static final List<String> ADDRESSES = IntStream.range(0, 2_000).mapToObj(i -> "198.51." + i / 256 + "." + i % 256).toList();

    /** Mac and Cipher are not thread-safe. */
    @ParameterizedTest
    @EnumSource(names = {"HMAC", "PREFIX"})
    void shouldMakeSameTokensInSeveralThreads(Scheme scheme) throws Exception {
        List<Token> expected = tokens(key(scheme));
        MaskingKey shared = key(scheme);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Token>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> tokens(shared)));
            }
            for (Future<List<Token>> one : all) {
                assertThat(one.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Token> tokens(MaskingKey key) {
        return ADDRESSES.stream().map(address -> key.token("ip", FieldKind.ADDRESS, address)).toList();
    }

    private static MaskingKey key(Scheme scheme) {
        byte[] secret = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
        return scheme == Scheme.HMAC ? new HmacKey("k1", secret) : new PrefixKey("k1", secret);
    }
}
