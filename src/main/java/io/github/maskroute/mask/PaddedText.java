package io.github.maskroute.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * UTF-8 with padding of ISO/IEC 7816-4: a byte 0x80, then zeros. The ciphertext shows the length of a value in steps only.
 *
 * @param step the padded length is a multiple of this number of bytes
 */
record PaddedText(int step) implements Plaintext {

    private static final byte PADDING = (byte) 0x80;

    @Override
    public byte[] bytes(String canonical) {
        byte[] text = canonical.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length / step + 1) * step);
        padded[text.length] = PADDING;
        return padded;
    }

    @Override
    public Optional<String> text(byte[] bytes) {
        for (int end = bytes.length - 1; end > 0; end--) {
            if (bytes[end] != 0) {
                return bytes[end] == PADDING ? Optional.of(new String(bytes, 0, end, StandardCharsets.UTF_8)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
