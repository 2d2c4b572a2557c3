package io.github.maskroute.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import okhttp3.tls.HeldCertificate;
import org.apache.commons.io.FileUtils;

/** A PostgreSQL that accepts TLS connections with a certificate of the test. */
public final class TlsDatabase implements AutoCloseable {

    private final Path folder = Files.createDirectories(Services.FOLDER.resolve("tls-" + UUID.randomUUID())).toAbsolutePath();
    private final EmbeddedPostgres postgres;

    public TlsDatabase(HeldCertificate certificate) throws IOException {
        write(certificate);
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(Services.FOLDER.toAbsolutePath().toFile())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
                .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.DISCARD)
                .start();
    }

    public int port() {
        return postgres.getPort();
    }

    /** Uses another certificate from now on, and ends all connections that were made with the one before. */
    public void show(HeldCertificate certificate) throws IOException {
        write(certificate);
        Services.execute(jdbcUrl(), "SELECT pg_reload_conf()");
        Services.execute(jdbcUrl(),
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }

    /** The JDBC URL of the test itself, without a check of the certificate. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    private void write(HeldCertificate certificate) throws IOException {
        Files.writeString(folder.resolve("server.crt"), certificate.certificatePem());
        Path key = folder.resolve("server.key");
        Files.writeString(key, certificate.privateKeyPkcs8Pem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        FileUtils.deleteQuietly(folder.toFile());
    }
}
