package io.github.maskroute.devservices;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A PostgreSQL on 127.0.0.1, with user and database {@code postgres}. Its data are deleted when it stops. */
public final class EmbeddedDatabase implements AutoCloseable {

    /** PostgreSQL's programs call each other through a shell and fail if their path contains one of these characters. */
    private static final Pattern SHELL_SPECIAL = Pattern.compile("[\"$`\\\\\n]");

    private final EmbeddedPostgres postgres;
    private final Optional<Path> temporary;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Optional<Path> temporary) {
        this.postgres = postgres;
        this.temporary = temporary;
    }

    /**
     * Unpacks, initializes and starts a server.
     *
     * @param port the port to listen on; if it is in use, a free one
     * @param folder for the programs, which stay for the next start, and the data, which do not. If PostgreSQL cannot run in a folder of
     *     this name, a temporary folder is used
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static EmbeddedDatabase start(int port, Path folder) {
        try {
            Path wanted = folder.toAbsolutePath();
            Optional<Path> temporary = canHold(wanted) ? Optional.empty() : Optional.of(Files.createTempDirectory("maskroute-postgres"));
            return new EmbeddedDatabase(started(port, temporary.orElse(wanted)), temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean canHold(Path folder) {
        return StreamSupport.stream(folder.spliterator(), false).noneMatch(name -> SHELL_SPECIAL.matcher(name.toString()).find());
    }

    private static EmbeddedPostgres started(int port, Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(Ports.orFree(port))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data-" + UUID.randomUUID()))
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false)
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.DISCARD)
                .start();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    public int port() {
        return postgres.getPort();
    }

    /** Also deletes a script that the library deletes only in an orderly exit of the JVM; a halt after SIGTERM is not one. */
    @Override
    public void close() throws IOException {
        postgres.close();
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(
                Path.of(System.getProperty("java.io.tmpdir")), "detect_linux_distribution_*.sh")) {
            for (Path script : scripts) {
                Files.deleteIfExists(script);
            }
        }
        if (temporary.isPresent()) {
            delete(temporary.get());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
