package io.github.maskroute.devservices;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A PostgreSQL on 127.0.0.1, user and database {@code postgres}. Its data end with it. */
public final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Unpacks, initialises and starts a server of its own.
     *
     * @param port to listen on; if it is taken, a free one
     * @param folder for its programs, which are kept for the next start, and its data, which are not
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static EmbeddedDatabase start(int port, Path folder) {
        try {
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setPort(Ports.orFree(port))
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setOverrideWorkingDirectory(folder.toAbsolutePath().toFile())
                    .setDataDirectory(folder.toAbsolutePath().resolve("data-" + UUID.randomUUID()))
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(Redirect.DISCARD)
                    .setErrorRedirector(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    public int port() {
        return postgres.getPort();
    }

    /** Also removes a script that the library leaves to the JVM's orderly exit, which a halt after SIGTERM is not. */
    @Override
    public void close() throws IOException {
        postgres.close();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(temporary, "detect_linux_distribution_*.sh")) {
            for (Path script : scripts) {
                Files.deleteIfExists(script);
            }
        }
    }
}
