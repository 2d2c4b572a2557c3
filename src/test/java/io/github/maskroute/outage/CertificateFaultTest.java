package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class CertificateFaultTest {

    @Test
    void shouldDescribeTheInnermostCause() {
        assertThat(CertificateFault.in(refused(new CertPathValidatorException("secret", new CertificateExpiredException("secret")))))
                .hasValue("its certificate has expired");
        assertThat(CertificateFault.in(refused(new CertificateNotYetValidException("secret"))))
                .hasValue("its certificate is not valid yet");
        assertThat(CertificateFault.in(refused(new CertPathBuilderException("secret"))))
                .hasValue("its certificate is not signed by a trusted authority");
        assertThat(CertificateFault.in(new IOException("secret", new SSLPeerUnverifiedException("secret"))))
                .hasValue(CertificateFault.OTHER_HOST);
        assertThat(CertificateFault.in(refused(new InvalidAlgorithmParameterException("secret")))).get().asString().contains("password");
    }

    /** A server that restarts during a handshake does not have a wrong certificate: the caller waits. */
    @Test
    void shouldNotTakeABrokenHandshakeForACertificateFault() {
        assertThat(CertificateFault.in(new SSLHandshakeException("Remote host terminated the handshake"))).isEmpty();
        assertThat(CertificateFault.in(new IOException("reset"))).isEmpty();
    }

    private static Exception refused(Exception cause) {
        return new IOException("secret", new SSLHandshakeException("secret").initCause(new CertificateException("secret", cause)));
    }
}
