package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFaultTest {

    @ParameterizedTest
    @CsvSource({"500, InternalError, true", "503, ServiceUnavailable, true", "400, ThrottlingException, true", "403, AccessDenied, false",
        "400, QueueDoesNotExist, false"})
    void shouldClassifyAnAnswerAndQuoteItsCodeOnly(int status, String code, boolean away) {
        assertThat(SqsFault.of(answer(status, code))).isEqualTo(new SqsFault(away, code));
    }

    @Test
    void shouldWaitForTheNetwork() {
        SdkException wrapped = SdkClientException.create("secret", new RuntimeException("secret", new ConnectException("secret")));

        assertThat(SqsFault.of(wrapped).away()).isTrue();
        assertThat(SqsFault.of(wrapped).description()).contains("ConnectException").doesNotContain("secret");
        assertThat(SqsFault.of(SdkClientException.create("secret", new UnknownHostException("secret"))).away()).isTrue();
        assertThat(SqsFault.of(ApiCallTimeoutException.create(1_000)).away()).isTrue();
        assertThat(SqsFault.of(SdkClientException.create("secret")).away()).isFalse();
    }

    @Test
    void shouldNotWaitForACertificate() {
        SqsFault fault = SqsFault.of(SdkClientException.create("secret", new CertificateExpiredException("secret")));

        assertThat(fault).isEqualTo(new SqsFault(false,
                "its certificate has expired; the trusted authorities are in javax.net.ssl.trustStore"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidMessageContents", "InvalidParameterValue", "MessageTooLong"})
    void shouldRecognizeARefusalOfOneMessage(String code) {
        assertThat(SqsFault.of(answer(400, code)).isOfTheMessage()).isTrue();
        assertThat(SqsFault.of(answer(500, code)).isOfTheMessage()).isFalse();
        assertThat(SqsFault.of(answer(403, "AccessDenied")).isOfTheMessage()).isFalse();
    }

    @Test
    void shouldExplainOnlyMissingCredentialsAndRegion() {
        assertThat(SqsFault.unasked(answer(403, "AccessDenied"))).isEmpty();
    }

    private static SdkException answer(int status, String code) {
        return (SdkException) SqsException.builder().message("secret").statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("secret").build()).build();
    }
}
