package io.github.maskroute.deadletter.tool;

import com.google.crypto.tink.Aead;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Letters in a file, one JSON object a line. The lines are encrypted as a stream with a key of their own. The file's first line has this
 * key, wrapped by the sealing key. A file that was altered, cut off or reordered does not open.
 *
 * @param file readable by its owner only
 * @param seal the key that wraps
 */
public record LetterFile(Path file, Aead seal) {

    private static final int LONGEST_HEADER = 64 * 1024;

    /**
     * Writes a new file atomically: with all letters or not at all.
     *
     * @param letters passes letters to the given consumer, and returns their number
     * @return that number
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if it cannot be written
     */
    public long write(ToLongFunction<Consumer<Letter>> letters) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        // Only its owner can read a temporary file. It is deleted on a signal too.
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".part");
        draft.toFile().deleteOnExit();
        try {
            long count = fill(draft, letters);
            Files.move(draft, file);
            return count;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private long fill(Path draft, ToLongFunction<Consumer<Letter>> letters) throws IOException {
        LetterCipher cipher = LetterCipher.fresh();
        byte[] header = cipher.header(seal);
        long count;
        try (OutputStream out = Files.newOutputStream(draft)) {
            out.write(header);
            out.write('\n');
            // Closing writes the end of the stream. Without it the file does not open.
            try (Writer lines = new BufferedWriter(new OutputStreamWriter(cipher.encrypting(out, header), StandardCharsets.UTF_8))) {
                count = letters.applyAsLong(letter -> write(letter, lines));
            }
        }
        force(draft);
        return count;
    }

    private static void write(Letter letter, Writer lines) {
        try {
            lines.append(LetterJson.line(letter)).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void force(Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Reads the letters. Passes on none of them unless all are complete and unaltered.
     *
     * @param bodies opens sealed bodies
     * @param out receives the lines
     * @return whether the file is complete and unaltered
     * @throws IOException if the file does not exist or cannot be read
     */
    public boolean read(BodyOpener bodies, Consumer<String> out) throws IOException {
        return read(line -> { }) && read(line -> out.accept(LetterJson.opened(line, bodies)));
    }

    private boolean read(Consumer<String> line) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return decrypt(in, line);
        }
    }

    private boolean decrypt(InputStream in, Consumer<String> line) {
        try {
            byte[] header = header(in);
            Optional<LetterCipher> cipher = LetterCipher.of(header, seal);
            if (cipher.isEmpty()) {
                return false;
            }
            BufferedReader lines = new BufferedReader(
                    new InputStreamReader(cipher.get().decrypting(in, header), StandardCharsets.UTF_8.newDecoder()));
            lines.lines().forEach(line);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static byte[] header(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n' && header.size() < LONGEST_HEADER; next = in.read()) {
            header.write(next);
        }
        return header.toByteArray();
    }
}
