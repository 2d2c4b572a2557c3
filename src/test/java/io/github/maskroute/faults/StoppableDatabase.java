package io.github.maskroute.faults;

import io.github.maskroute.testing.Services;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/** A PostgreSQL that keeps its data and its port while it is stopped. */
public final class StoppableDatabase implements AutoCloseable {

    private final Path data = Services.FOLDER.resolve("stoppable-" + UUID.randomUUID()).toAbsolutePath();
    private EmbeddedPostgres postgres = start(0);

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    public void start() {
        postgres = start(postgres.getPort());
    }

    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a crash does: what it has not written to its write-ahead log is lost. */
    public void kill() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();
            ProcessHandle.of(pid).ifPresent(postmaster -> postmaster.onExit().join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
    }

    @Override
    public void close() {
        stop();
        FileUtils.deleteQuietly(data.toFile());
    }

    private EmbeddedPostgres start(int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setOverrideWorkingDirectory(Services.FOLDER.toAbsolutePath().toFile())
                    .setOutputRedirector(Redirect.DISCARD)
                    .setErrorRedirector(Redirect.DISCARD);
            if (port > 0) {
                builder.setPort(port);
            }
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
