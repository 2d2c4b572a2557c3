package io.github.maskroute.text;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads text as editors, spreadsheets and shells write it: UTF-8, or UTF-16 with a byte order mark. The mark is not part of the text.
 * Lines end in LF, CRLF or CR; the last line end is optional.
 *
 * <p>Other encodings fail with {@link UnreadableTextException} and are never guessed: a wrong encoding would give wrong tokens.
 */
public final class TextInput {

    private TextInput() {}

    /**
     * Opens a text. Blocks until the first bytes are available, which identify the encoding.
     *
     * @return a reader that throws {@link UnreadableTextException} at the first invalid place
     * @throws UnreadableTextException if the text begins with the mark of an unsupported encoding
     */
    public static BufferedReader open(InputStream in) throws IOException {
        return new BufferedReader(new DecodingReader(in, ByteOrderMark.read(in)));
    }

    /** Like {@link #open(InputStream)}, for a file. */
    public static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return open(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The whole text of a file, with its line ends unchanged.
     *
     * @throws UnreadableTextException if the file is not valid text
     * @throws IOException if the file cannot be read
     */
    public static String read(Path file) throws IOException {
        try (Reader text = open(file)) {
            return rest(text);
        }
    }

    /** The text of bytes. Invalid parts become U+FFFD or stay U+0000, for callers that validate the text later. */
    public static String lenient(byte[] bytes) {
        try (Reader text = open(new ByteArrayInputStream(bytes))) {
            return rest(text);
        } catch (UnreadableTextException e) {
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rest(Reader text) throws IOException {
        StringWriter whole = new StringWriter();
        text.transferTo(whole);
        return whole.toString();
    }
}
