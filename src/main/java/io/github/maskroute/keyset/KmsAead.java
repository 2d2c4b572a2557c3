package io.github.maskroute.keyset;

import com.google.crypto.tink.Aead;
import io.github.maskroute.aws.AwsClients;
import io.github.maskroute.mask.MaskingException.Fault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.Proxies;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;

/**
 * A key in AWS KMS. KMS encrypts and decrypts. The requests are those of Tink's own {@code AwsKmsAead}, so that each decrypts what the
 * other encrypted. Fails with a {@link KmsFault} within seconds. Thread-safe.
 */
final class KmsAead implements Aead {

    static final String SCHEME = "aws-kms:";

    private static final Pattern NAME = Pattern.compile(
            "aws-kms://(arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(?:key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+))");

    /** Short timeouts, so that a starting program does not seem to hang. By default the client retries for minutes. */
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 2;

    private final KmsClient kms;
    private final String arn;

    private KmsAead(KmsClient kms, String arn) {
        this.kms = kms;
        this.arn = arn;
    }

    /**
     * The key with this name, used with the credentials of AWS's default chain. Sends no request.
     *
     * @param name {@code aws-kms://}, then the ARN of a key or an alias; requests go to its region
     * @param endpoint URL of a KMS other than AWS's
     * @throws MaskingException if the name or AWS's profile files are malformed
     */
    static KmsAead of(String name, Optional<String> endpoint) {
        Matcher key = NAME.matcher(name);
        if (!key.matches()) {
            throw new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY, "a key-encryption key in AWS KMS has the form"
                    + " aws-kms://arn:aws:kms:REGION:ACCOUNT:key/ID, or …:alias/NAME, where ACCOUNT has twelve digits");
        }
        try {
            return new KmsAead(client(endpoint, key.group(2)), key.group(1));
        } catch (SdkException e) {
            throw new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY, "key-encryption key " + name + " " + KmsFault.of(e).getMessage());
        }
    }

    private static KmsClient client(Optional<String> endpoint, String region) {
        AwsClients clients = AwsClients.withDefaultChain(Proxies.ofProcess());
        return clients.build(
                KmsClient.builder().overrideConfiguration(limits -> limits.apiCallTimeout(CALL)
                        .retryStrategy(retries -> retries.maxAttempts(ATTEMPTS))),
                clients.http().connectionTimeout(CONNECT).socketTimeout(ANSWER), endpoint.map(URI::create), Optional.of(region));
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        EncryptRequest.Builder request = EncryptRequest.builder().keyId(arn).plaintext(SdkBytes.fromByteArray(plaintext));
        context(associatedData).ifPresent(request::encryptionContext);
        try {
            return bytes(kms.encrypt(request.build()).ciphertextBlob());
        } catch (SdkException e) {
            throw KmsFault.of(e);
        }
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        DecryptRequest.Builder request = DecryptRequest.builder().keyId(arn).ciphertextBlob(SdkBytes.fromByteArray(ciphertext));
        context(associatedData).ifPresent(request::encryptionContext);
        DecryptResponse answer;
        try {
            answer = kms.decrypt(request.build());
        } catch (SdkException e) {
            throw KmsFault.of(e);
        }
        // Another key may belong to anybody. For an alias, KMS answers with the ARN of its key, which is unknown here.
        if (arn.contains(":key/") && !arn.equals(answer.keyId())) {
            throw KmsFault.ofAnotherKey();
        }
        return bytes(answer.plaintext());
    }

    private static byte[] bytes(@Nullable SdkBytes answer) throws KmsFault {
        if (answer == null) {
            throw KmsFault.ofEmptyAnswer();
        }
        return answer.asByteArray();
    }

    private static Optional<Map<String, String>> context(byte[] associatedData) {
        return associatedData.length == 0 ? Optional.empty()
                : Optional.of(Map.of("associatedData", HexFormat.of().formatHex(associatedData)));
    }
}
