package io.github.maskroute.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/** A certificate authority that exists for one test. */
public final class Authority {

    public static final String STORE_PASSWORD = "changeit";

    private final HeldCertificate own = new HeldCertificate.Builder().certificateAuthority(0).commonName("Test authority").build();

    /** Valid for a day, for the host name localhost and no address. */
    public HeldCertificate forLocalhost() {
        return signed().build();
    }

    /** The same, valid until an hour ago. */
    public HeldCertificate expired() {
        Instant now = Instant.now();
        return signed().validityInterval(
                now.minus(Duration.ofDays(2)).toEpochMilli(), now.minus(Duration.ofHours(1)).toEpochMilli()).build();
    }

    private HeldCertificate.Builder signed() {
        return new HeldCertificate.Builder().signedBy(own).commonName("localhost").addSubjectAlternativeName("localhost");
    }

    /** Its certificate in a file, as {@code sslrootcert} requires it. */
    public Path rootFile(Path folder) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "root", ".pem"), own.certificatePem());
    }

    /** Its certificate in a trust store of the JVM. */
    public Path trustStore(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", own.certificate());
        Path file = Files.createTempFile(folder, "trusted", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
