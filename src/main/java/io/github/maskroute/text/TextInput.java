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
 * Text as editors, spreadsheets and shells write it: UTF-8, or UTF-16 that begins with a byte order mark. The mark is no
 * part of the text; lines end in LF, CRLF or CR, and the last one may end without.
 *
 * <p>Anything else is refused by {@link UnreadableTextException} and never guessed: another encoding gives other tokens.
 */
public final class TextInput {

    private TextInput() {}

    /**
     * Opens a text. Its first bytes, which are waited for here, say its encoding.
     *
     * @return its lines; reading them throws {@link UnreadableTextException} at the place that is not text
     * @throws UnreadableTextException if it begins with the mark of an encoding that is not read
     */
    public static BufferedReader open(InputStream in) throws IOException {
        return new BufferedReader(new DecodingReader(in, ByteOrderMark.read(in)));
    }

    /** The same for a file. */
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
     * The whole text of a file, its line ends as they are.
     *
     * @throws UnreadableTextException if it is no text that is read
     * @throws IOException if the file cannot be read
     */
    public static String read(Path file) throws IOException {
        try (Reader text = open(file)) {
            return rest(text);
        }
    }

    /** The same of bytes. What is no text stays in it as U+FFFD or U+0000, for those who refuse it later. */
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
