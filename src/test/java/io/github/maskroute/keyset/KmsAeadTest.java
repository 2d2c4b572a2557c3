package io.github.maskroute.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestCredentials.class)
class KmsAeadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NONE = new byte[0];

    /** The key for recorded requests and results of Tink's client (tink-awskms 1.11.0, on AWS SDK 1): the bytes 0 to 31. For tests only. */
    private static final byte[] RECORDED_KEY = CountingKeys.bytes(32, 0);
    private static final byte[] PLAIN = bytes("plain");
    private static final byte[] ASSOCIATED = bytes("associated ä");
    private static final String BLOB_OF_TINK = "ucqPuQSdr40sZGa4KRcx0YSjsfRKFO80ehQEs0gaLSeU";
    private static final String KEYSET_OF_TINK = """
            {"encryptedKeyset":"xYVWS4SDR2ZwubtrM/Sc0ruzOVpxAwXhzzkCQm5p+Eb/qNMnhOAa+XFbdiSVHHIhG/Q6iALMN01HLMgua4qyFxhi1tMnF+zI+jW6\
            NVRwr9A1EGimHwvu44uyc3vicieyUdyWz6re2YdwMi5Ys3IFeD7/AwveRUe50H7eOS9fG8NySlt7RHbEM9C3z2gGOVU+7CpO4te8kh7DMyPL1PSqNK3d7ZhnwK4=",\
            "keysetInfo":{"primaryKeyId":195948557,"keyInfo":[{"typeUrl":"type.googleapis.com/google.crypto.tink.AesSivKey",\
            "status":"ENABLED","keyId":195948557,"outputPrefixType":"RAW"}]}}
            """;

    @Test
    void shouldDecryptCiphertextOfTinksClient() throws GeneralSecurityException {
        try (FakeKms kms = new FakeKms(RECORDED_KEY)) {
            assertThat(aead(kms, FakeKms.KEY_ARN).decrypt(Base64.getDecoder().decode(BLOB_OF_TINK), ASSOCIATED)).isEqualTo(PLAIN);
        }
    }

    @Test
    void shouldUnwrapKeysetOfTinksClient() throws GeneralSecurityException {
        TinkKeys.register();
        AesSivKey counting = AesSivKey.builder().setParameters((AesSivParameters) TinkKeys.parameters(Scheme.SIV))
                .setKeyBytes(SecretBytes.copyFrom(CountingKeys.bytes(64, 0), InsecureSecretKeyAccess.get())).build();
        KeysetHandle same = KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(counting).withFixedId(0x0badf00d).makePrimary()).build();
        try (FakeKms kms = new FakeKms(RECORDED_KEY)) {
            KeyEncryption kek = KeyEncryption.of("aws-kms://" + FakeKms.KEY_ARN, Optional.of(kms.url()));

            assertThat(keyset(kek).handle(KEYSET_OF_TINK).equalsKeyset(same)).isTrue();
        }
    }

    /** Sends exactly the requests of Tink's client, which can therefore decrypt these ciphertexts. */
    @Test
    void shouldSendRequestsOfTinksClient() throws GeneralSecurityException, IOException {
        try (FakeKms kms = new FakeKms(RECORDED_KEY)) {
            Aead aead = aead(kms, FakeKms.KEY_ARN);
            assertThat(aead.decrypt(aead.encrypt(PLAIN, NONE), NONE)).isEqualTo(PLAIN);
            aead.encrypt(PLAIN, ASSOCIATED);
            aead.decrypt(Base64.getDecoder().decode(BLOB_OF_TINK), ASSOCIATED);

            assertThat(kms.requests()).extracting(FakeKms.Request::operation).containsExactly("Encrypt", "Decrypt", "Encrypt", "Decrypt");
            assertThat(kms.requests().get(0).body()).isEqualTo(JSON.readTree("""
                    {"KeyId": "%s", "Plaintext": "cGxhaW4="}""".formatted(FakeKms.KEY_ARN)));
            assertThat(kms.requests().get(1).body().properties()).extracting(Map.Entry::getKey)
                    .containsExactlyInAnyOrder("KeyId", "CiphertextBlob");
            assertThat(kms.requests().get(2).body()).isEqualTo(JSON.readTree("""
                    {"KeyId": "%s", "Plaintext": "cGxhaW4=", "EncryptionContext": {"associatedData": "6173736f63696174656420c3a4"}}"""
                    .formatted(FakeKms.KEY_ARN)));
            assertThat(kms.requests().get(3).body()).isEqualTo(JSON.readTree("""
                    {"KeyId": "%s", "CiphertextBlob": "%s", "EncryptionContext": {"associatedData": "6173736f63696174656420c3a4"}}"""
                    .formatted(FakeKms.KEY_ARN, BLOB_OF_TINK)));
        }
    }

    @Test
    void shouldRejectOtherAssociatedData() {
        try (FakeKms kms = new FakeKms(RECORDED_KEY)) {
            assertThatThrownBy(() -> aead(kms, FakeKms.KEY_ARN).decrypt(Base64.getDecoder().decode(BLOB_OF_TINK), NONE))
                    .isInstanceOf(GeneralSecurityException.class)
                    .hasMessageContaining("does not match the keyset (InvalidCiphertextException)");
        }
    }

    @Test
    void shouldAcceptKeyOfAlias() throws GeneralSecurityException {
        try (FakeKms kms = new FakeKms()) {
            Aead aead = aead(kms, FakeKms.ALIAS_ARN);

            assertThat(aead.decrypt(aead.encrypt(PLAIN, NONE), NONE)).isEqualTo(PLAIN);
            assertThat(kms.requests()).allSatisfy(request -> assertThat(request.body().get("KeyId").asText()).isEqualTo(FakeKms.ALIAS_ARN));
        }
    }

    @Test
    void shouldRejectDecryptionByAnotherKey() throws GeneralSecurityException {
        try (FakeKms kms = new FakeKms()) {
            Aead aead = aead(kms, FakeKms.KEY_ARN);
            byte[] encrypted = aead.encrypt(PLAIN, NONE);
            kms.answerInTheNameOf(FakeKms.KEY_ARN.replace("key/0", "key/1"));

            assertThatThrownBy(() -> aead.decrypt(encrypted, NONE)).isInstanceOf(GeneralSecurityException.class)
                    .hasMessageContaining("decrypted it with another key").hasMessageNotContaining("plain");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-central-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef, eu-central-1",
        "arn:aws-cn:kms:cn-north-1:111122223333:key/00000000-1111-2222-3333-444444444444, cn-north-1",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/team/masks_1, us-gov-west-1",
    })
    void shouldUseRegionOfTheArn(String arn, String region) {
        try (FakeKms kms = new FakeKms()) {
            assertThatThrownBy(() -> aead(kms, arn).encrypt(PLAIN, NONE)).hasMessageContaining("does not exist (NotFoundException)");

            assertThat(kms.requests()).singleElement().satisfies(request -> {
                assertThat(request.authorization()).contains("/" + region + "/kms/aws4_request");
                assertThat(request.body().get("KeyId").asText()).isEqualTo(arn);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "aws-kms:", "aws-kms://", "aws-kms://key", "aws-kms://alias/masks", "aws-kms://arn:aws:kms:",
        "aws-kms://arn:aws:sqs:eu-central-1:111122223333:key/a", "aws-kms://arn:aws:kms:eu-central-1:1:key/a",
        "aws-kms://arn:aws:kms::111122223333:key/a", "aws-kms://arn:aws:kms:eu-central-1:111122223333:keys/a",
        "aws-kms://arn:aws:kms:eu-central-1:111122223333:key/", "aws-kms://arn:aws:kms:eu-central-1:111122223333:alias/",
        "aws-kms:arn:aws:kms:eu-central-1:111122223333:key/a", "aws-kms://arn:aws:kms:eu-central-1:111122223333:key/a ",
    })
    void shouldRejectMalformedNames(String name) {
        assertThatThrownBy(() -> KeyEncryption.of(name, Optional.empty()))
                .isInstanceOfSatisfying(MaskingException.class, e -> assertThat(e.fault()).isEqualTo(Fault.WRONG_KEY_ENCRYPTION_KEY))
                .hasMessageContaining("aws-kms://arn:aws:kms:REGION:ACCOUNT:key/ID, or …:alias/NAME");
    }

    @Test
    void shouldRejectEmptyAnswer() {
        try (FakeKms kms = new FakeKms()) {
            kms.refuse(200, "none", "none");

            assertThatThrownBy(() -> aead(kms, FakeKms.KEY_ARN).encrypt(PLAIN, NONE))
                    .hasMessageContaining("the endpoint is not an AWS KMS; check");
            assertThatThrownBy(() -> aead(kms, FakeKms.ALIAS_ARN).decrypt(PLAIN, NONE))
                    .hasMessageContaining("the endpoint is not an AWS KMS; check");
        }
    }

    /** The error message of a service, or of a stand-in, may quote the request. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        400 | AccessDeniedException       | may not be used (AccessDeniedException); grant kms:Decrypt on it
        400 | IncorrectKeyException       | does not match the keyset (IncorrectKeyException); use the key that wrapped it
        400 | InvalidCiphertextException  | does not match the keyset (InvalidCiphertextException)
        400 | NotFoundException           | does not exist (NotFoundException); check region, account and id or alias
        409 | DisabledException           | is disabled or pending deletion (DisabledException)
        409 | KMSInvalidStateException    | is disabled or pending deletion (KMSInvalidStateException)
        400 | InvalidKeyUsageException    | has the wrong key usage (InvalidKeyUsageException)
        400 | ValidationException         | cannot be used for this request (ValidationException); check its ARN, and that the keyset is below 4 KiB
        400 | UnrecognizedClientException | does not accept the credentials (UnrecognizedClientException)
        400 | ExpiredTokenException       | does not accept the credentials (ExpiredTokenException); renew them
        403 | InvalidSignatureException   | does not accept the credentials (InvalidSignatureException)
        400 | ThrottlingException         | is busy or failing (ThrottlingException); try again
        500 | KMSInternalException        | is busy or failing (KMSInternalException); try again
        503 | of cGxhaW4= no code         | is busy or failing (status 503); try again
        400 | UnsupportedOperationException | AWS KMS refuses (UnsupportedOperationException)
        """)
    void shouldReportErrorWithoutQuotingRequest(int status, String code, String problem) {
        try (FakeKms kms = new FakeKms()) {
            kms.refuse(status, code, "the request was cGxhaW4= plain, signed by Credential=test, User: cGxhaW4= because cGxhaW4=");

            assertThatThrownBy(() -> aead(kms, FakeKms.KEY_ARN).encrypt(PLAIN, NONE)).isInstanceOf(GeneralSecurityException.class)
                    .hasNoCause().hasMessageContaining(problem).hasMessageNotContainingAny("cGxhaW4=", "plain", "test");
            assertThat(kms.calls()).as("attempts").isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        User: arn:aws:sts::111122223333:assumed-role/drain/pod is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:… \
        because no identity-based policy allows the kms:Decrypt action \
        | may not be used by arn:aws:sts::111122223333:assumed-role/drain/pod (AccessDeniedException), because no identity-based policy \
        allows it; grant kms:Decrypt
        User: arn:aws-cn:iam::111122223333:user/team/drain is not authorized to perform: kms:Encrypt on resource: arn:aws-cn:kms:… \
        with an explicit deny in a service control policy \
        | may not be used by arn:aws-cn:iam::111122223333:user/team/drain (AccessDeniedException), with an explicit deny in a service \
        control policy; grant
        """)
    void shouldReportCallerAndPolicy(String message, String problem) {
        try (FakeKms kms = new FakeKms()) {
            kms.refuse(400, "AccessDeniedException", message);

            assertThatThrownBy(() -> aead(kms, FakeKms.KEY_ARN).decrypt(PLAIN, NONE)).hasMessageContaining(problem);
        }
    }

    private static Aead aead(FakeKms kms, String arn) {
        return KmsAead.of("aws-kms://" + arn, Optional.of(kms.url()));
    }

    private static KeysetFile keyset(KeyEncryption kek) {
        return new KeysetFile(Path.of("siv.json"), Optional.of(kek), "", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
