package io.github.maskroute.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Compressed or encoded JSON: a body that is not JSON itself. */
enum EncodedText {

    GZIP_IN_BASE64("is a gzip file in base64", "send the JSON itself"),
    ZLIB_IN_BASE64("is zlib (deflate) data in base64", "send the JSON itself"),
    ZSTD_IN_BASE64("is a Zstandard file in base64", "send the JSON itself"),
    BASE64("looks like base64", "send the JSON itself"),
    GZIP("is a gzip file, read as text", "send the JSON itself; SQS carries text only"),
    JSON("is JSON", "send it");

    /** With white space, because MIME breaks lines. */
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9+/_-]{16}[A-Za-z0-9+/_\\s-]*+[=\\s]*+");

    /** The number of base64 characters that hold the magic bytes. */
    private static final int START = 8;

    private final String what;
    private final String remedy;

    EncodedText(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** The encoding of a body that is not JSON, if it is recognized. */
    static Optional<EncodedText> of(String body) {
        if (body.startsWith("\u001f\u008b") || body.startsWith("\u001f\ufffd")) {
            return Optional.of(GZIP);
        }
        String text = body.stripLeading();
        return ALPHABET.matcher(text).matches() ? Optional.of(inBase64(text.substring(0, START))) : Optional.empty();
    }

    /** The encoding of a text that is a whole JSON document. JSON counts as one: the event is encoded twice. */
    static Optional<EncodedText> ofDocument(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") || start.startsWith("\"") ? Optional.of(JSON) : of(text);
    }

    /** What the body is, and the remedy. */
    String description() {
        return "the body " + what + "; " + remedy;
    }

    private static EncodedText inBase64(String start) {
        byte[] bytes = Base64.getDecoder().decode(start.replace('-', '+').replace('_', '/').getBytes(StandardCharsets.US_ASCII));
        if (begins(bytes, 0x1F, 0x8B)) {
            return GZIP_IN_BASE64;
        }
        if (begins(bytes, 0x28, 0xB5, 0x2F, 0xFD)) {
            return ZSTD_IN_BASE64;
        }
        return begins(bytes, 0x78, 0x9C) || begins(bytes, 0x78, 0xDA) || begins(bytes, 0x78, 0x01) ? ZLIB_IN_BASE64 : BASE64;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        return IntStream.range(0, magic.length).allMatch(i -> (bytes[i] & 0xFF) == magic[i]);
    }
}
