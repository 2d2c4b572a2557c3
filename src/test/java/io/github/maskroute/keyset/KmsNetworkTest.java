package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.maskroute.aws.AwsEnvironment;
import io.github.maskroute.aws.AwsStandIn;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.FakeProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to AWS KMS use the same credentials and proxies as those to SQS. */
class KmsNetworkTest {

    private static final byte[] PLAIN = "plain".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = new byte[0];
    private static final String ROLE = "arn:aws:iam::111122223333:role/drain";

    private final AwsStandIn aws = new AwsStandIn();
    private final AwsEnvironment environment = new AwsEnvironment(aws);
    private final FakeKms kms = new FakeKms();

    @AfterEach
    void tearDown() {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.proxyPort");
        environment.close();
        aws.close();
        kms.close();
    }

    /** IAM roles for service accounts (IRSA). */
    @Test
    void shouldUseWebIdentity() throws GeneralSecurityException {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.file("token", "eyJ.a.b")).with("AWS_ROLE_ARN", ROLE);
        assertUsedBy("of-web-identity");
    }

    @Test
    void shouldUsePodIdentity() throws GeneralSecurityException {
        environment.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/container")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", environment.file("token", "a-pod-token"));
        assertUsedBy("of-container");
    }

    @Test
    void shouldUseRoleOfProfile() throws GeneralSecurityException {
        environment.with("AWS_PROFILE", "drain").with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/container").file("config", """
                [profile drain]
                role_arn = %s
                credential_source = EcsContainer
                """.formatted(ROLE));
        assertUsedBy("of-role");
    }

    @Test
    void shouldReportMissingCredentials() {
        environment.with("AWS_WEB_IDENTITY_TOKEN_FILE", environment.path("no-token")).with("AWS_ROLE_ARN", ROLE);

        assertThatThrownBy(() -> aead(kms.url()).encrypt(PLAIN, NONE)).isInstanceOf(GeneralSecurityException.class).hasNoCause()
                .hasMessageStartingWith("cannot be used: AWS's chain has no credentials: ")
                .hasMessageContainingAll("web identity: ", "no-token", "docs/operations.md#credentials-and-proxies");
        assertThat(kms.calls()).isZero();
    }

    @Test
    void shouldReportMalformedProfile() {
        environment.with("AWS_PROFILE", "drain").file("config", "[profile drain\nrole_arn = secret\n");

        assertThatThrownBy(() -> aead(kms.url())).isInstanceOf(MaskingException.class).hasNoCause()
                .hasMessageStartingWith("key-encryption key aws-kms://arn:").hasMessageNotContaining("secret")
                .hasMessageContaining("cannot be used: AWS's profiles cannot be read:"
                        + " Profile definition must end with ']' on line 1; correct");
    }

    @Test
    void shouldUseProxyExceptForThisMachine() throws GeneralSecurityException {
        environment.with("AWS_ACCESS_KEY_ID", "of-variables").with("AWS_SECRET_ACCESS_KEY", "x");
        try (FakeProxy proxy = new FakeProxy("403 Forbidden")) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));

            assertUsedBy("of-variables");
            assertThat(proxy.requests()).isEmpty();
            assertThatThrownBy(() -> aead("http://kms.example.com").encrypt(PLAIN, NONE)).isInstanceOf(GeneralSecurityException.class)
                    .hasMessageContaining("status 403 through the proxy " + proxy.name());
        }
    }

    @Test
    void shouldNameUnreachableProxy() {
        environment.with("AWS_ACCESS_KEY_ID", "of-variables").with("AWS_SECRET_ACCESS_KEY", "x");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");

        assertThatThrownBy(() -> aead("http://kms.example.com").encrypt(PLAIN, NONE)).isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("cannot be reached: AWS KMS does not answer (")
                .hasMessageContaining("through the proxy 127.0.0.1:1)");
    }

    @Test
    void shouldReportUntrustedCertificate() throws IOException {
        environment.with("AWS_ACCESS_KEY_ID", "of-variables").with("AWS_SECRET_ACCESS_KEY", "x");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build()).build().sslContext()));
        server.start();
        try {
            assertThatThrownBy(() -> aead("https://localhost:" + server.getAddress().getPort()).encrypt(PLAIN, NONE))
                    .isInstanceOf(GeneralSecurityException.class).hasNoCause().hasMessageContaining(
                            "cannot be used: AWS KMS is not trusted,"
                                    + " its certificate is not signed by a trusted authority; the trusted authorities are");
        } finally {
            server.stop(0);
        }
    }

    private void assertUsedBy(String keyId) throws GeneralSecurityException {
        Aead aead = aead(kms.url());
        assertThat(aead.decrypt(aead.encrypt(PLAIN, NONE), NONE)).isEqualTo(PLAIN);
        assertThat(kms.requests()).hasSize(2).allSatisfy(request -> assertThat(request.authorization())
                .contains("Credential=" + keyId + "/"));
    }

    private static Aead aead(String url) {
        return KmsAead.of("aws-kms://" + FakeKms.KEY_ARN, Optional.of(url));
    }
}
