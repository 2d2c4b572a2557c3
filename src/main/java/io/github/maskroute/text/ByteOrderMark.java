package io.github.maskroute.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The byte order marks that identify the encoding of a text. */
enum ByteOrderMark {

    /** Listed before UTF-16LE, because its mark begins with that of UTF-16LE. */
    UTF_32LE(0xFF, 0xFE, 0, 0),
    UTF_32BE(0, 0, 0xFE, 0xFF),
    UTF_16LE(0xFF, 0xFE),
    UTF_16BE(0xFE, 0xFF),
    UTF_8(0xEF, 0xBB, 0xBF),
    NONE;

    private final byte[] bytes;

    ByteOrderMark(int... bytes) {
        this.bytes = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            this.bytes[i] = (byte) bytes[i];
        }
    }

    /** Reads the first bytes of a text, only as many as needed to identify the mark: the input may be interactive. */
    static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        while (mayContinue(start.toByteArray())) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            start.write(next);
        }
        return start.toByteArray();
    }

    static ByteOrderMark of(byte[] start) {
        return Arrays.stream(values()).filter(mark -> mark.length() <= start.length && mark.matches(start)).findFirst().orElse(NONE);
    }

    int length() {
        return bytes.length;
    }

    /** @throws UnreadableTextException for UTF-32, which is not supported */
    Charset charset() throws UnreadableTextException {
        return switch (this) {
            case UTF_8, NONE -> StandardCharsets.UTF_8;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            case UTF_32LE, UTF_32BE -> throw new UnreadableTextException("is in UTF-32; convert it to UTF-8, for example with iconv");
        };
    }

    private static boolean mayContinue(byte[] start) {
        return Arrays.stream(values()).anyMatch(mark -> start.length < mark.length() && mark.matches(start));
    }

    private boolean matches(byte[] start) {
        int shared = Math.min(start.length, bytes.length);
        return Arrays.equals(start, 0, shared, bytes, 0, shared);
    }
}
