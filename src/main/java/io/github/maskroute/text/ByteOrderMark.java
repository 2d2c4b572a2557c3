package io.github.maskroute.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a text begins with to say its encoding. */
enum ByteOrderMark {

    /** Before UTF-16, whose mark it begins with. */
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

    /** The first bytes of a text, no more than it takes to know its mark: a person may be typing it. */
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
        return Arrays.stream(values()).filter(mark -> mark.length() <= start.length && mark.agrees(start)).findFirst().orElse(NONE);
    }

    int length() {
        return bytes.length;
    }

    /** @throws UnreadableTextException for UTF-32, which nobody writes by intent */
    Charset charset() throws UnreadableTextException {
        return switch (this) {
            case UTF_8, NONE -> StandardCharsets.UTF_8;
            case UTF_16LE -> StandardCharsets.UTF_16LE;
            case UTF_16BE -> StandardCharsets.UTF_16BE;
            case UTF_32LE, UTF_32BE -> throw new UnreadableTextException("is in UTF-32; convert it to UTF-8, for example with iconv");
        };
    }

    private static boolean mayContinue(byte[] start) {
        return Arrays.stream(values()).anyMatch(mark -> start.length < mark.length() && mark.agrees(start));
    }

    private boolean agrees(byte[] start) {
        int shared = Math.min(start.length, bytes.length);
        return Arrays.equals(start, 0, shared, bytes, 0, shared);
    }
}
