package io.github.maskroute.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialErrorsTest {

    /** Invented values, and examples from AWS's documentation. */
    @ParameterizedTest
    @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4MSJ9.c2lnbmF0dXJlMQ", "0123456789abcdef0123456789abcdef", "Bearer abc",
                "Authorization: Basic abc",
        "{\"SecretAccessKey\" : \"abc\"}", "password=abc", "AccessKeyId: abc", "token = 'abc'", "http://user:abc@proxy:1",
        "FwoGZXIvYXdzEBYaDHqa0AP1+x/y=="})
    void shouldHideSecrets(String secret) {
        String message = CredentialErrors.withoutSecrets("the helper failed (" + secret + ") at once");

        assertThat(message).startsWith("the helper failed").endsWith(" at once").contains("…")
                .doesNotContain("abc", "EXAMPLE", "eyJ", "c2ln", "0123", "FwoG", "Jalr", "bPx");
    }

    /** Parser messages that quote the output of a command, and secrets with blanks and commas. */
    @ParameterizedTest
    @ValueSource(strings = {"Unrecognized token 'hunter': was expecting (JSON String", "Text 'hunter' could not be parsed at index 0",
        "Unexpected end-of-input (start marker at [Source: (String)\"{\"x\":\"hunter\"; line: 1", "password=\"abc,hunter\" refused",
        "secret: 'abc hunter' is wrong"})
    void shouldHideQuotedOutput(String message) {
        assertThat(CredentialErrors.withoutSecrets(message)).isNotEmpty().doesNotContain("hunter", "abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:iam::123456789012:role/Maskroute-Drain2",
            "User arn:aws:sts::123456789012:assumed-role/dev/x is not authorized",
        "/home/app/.aws/sso/cache", "/var/run/secrets/eks.amazonaws.com/serviceaccount/token",
                "The SSO session associated with this profile has expired",
        "Request ID: 8f5e0a1c-1d2c-4f7a-9d50-5a1f3d0f2b11", "Connect to proxy.example.com:3128 failed: Connection refused",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "sts.eu-central-1.amazonaws.com", "Either AWS_WEB_IDENTITY_TOKEN_FILE must be set"})
    void shouldKeepExplanations(String message) {
        assertThat(CredentialErrors.withoutSecrets(message)).isEqualTo(message);
    }

    @Test
    void shouldJoinMessagesOfCauses() {
        assertThat(CredentialErrors.of(new IllegalStateException("Failed to load.",
                new RuntimeException("Failed to load", new NoSuchFileException("/a/b")))))
                .isEqualTo("Failed to load: NoSuchFileException /a/b");
    }

    @Test
    void shouldLimitToOneShortLine() {
        assertThat(CredentialErrors.withoutSecrets("a\nb; c " + "x ".repeat(500))).startsWith("a b, c x").hasSizeLessThan(402);
    }
}
