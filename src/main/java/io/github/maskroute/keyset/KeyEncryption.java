package io.github.maskroute.keyset;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.SdkClientException;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.kms.AWSKMSClientBuilder;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.integration.awskms.AwsKmsAead;
import com.google.crypto.tink.util.SecretBytes;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.mask.MaskingException.Fault;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key-encryption key: wraps keysets, so that their files are of no use without it.
 *
 * <p>Safe for use by several threads.
 */
public final class KeyEncryption {

    /** A program that starts must not seem to hang: by itself the client takes minutes to give up. */
    private static final int KMS_CONNECT_MILLIS = 2_000;
    private static final int KMS_ANSWER_MILLIS = 3_000;
    private static final int KMS_CALL_MILLIS = 6_000;
    private static final int KMS_RETRIES = 1;

    private static final Pattern KMS_KEY = Pattern.compile("aws-kms://(arn:aws[a-z-]*:kms:([a-z0-9-]+):.+)");

    private final String name;
    private final Aead aead;

    private KeyEncryption(String name, Aead aead) {
        this.name = name;
        this.aead = aead;
    }

    /**
     * The key that a setting names.
     *
     * @param kek a file with 32 random bytes in base64, or {@code aws-kms://arn:aws:kms:…}
     * @param kmsEndpoint URL of a KMS other than AWS's
     * @throws MaskingException if the file cannot be used, or the name is malformed
     */
    public static KeyEncryption of(String kek, Optional<String> kmsEndpoint) {
        try {
            return new KeyEncryption(kek, kek.startsWith("aws-kms:") ? kmsKey(kek, kmsEndpoint) : fileKey(Path.of(kek)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not there: " + e.getClass().getName());
        }
    }

    Aead aead() {
        return aead;
    }

    MaskingException refused(GeneralSecurityException e) {
        String why = e.getCause() instanceof AmazonServiceException service ? " (" + service.getErrorCode() + ")"
                : e.getCause() != null ? " (" + e.getCause().getClass().getSimpleName() + ")" : "";
        return new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY,
                "key-encryption key " + name + " does not fit the keyset, or cannot be reached or used" + why
                        + "; a keyset opens with the one that wrapped it, and AWS KMS needs credentials and kms:Encrypt or kms:Decrypt");
    }

    @Override
    public String toString() {
        return "KeyEncryption[" + name + "]";
    }

    private static Aead fileKey(Path file) throws GeneralSecurityException {
        AeadConfig.register();
        AesGcmKey key = AesGcmKey.builder()
                .setParameters(AesGcmParameters.builder().setKeySizeBytes(32).setIvSizeBytes(12).setTagSizeBytes(16)
                        .setVariant(AesGcmParameters.Variant.NO_PREFIX).build())
                .setKeyBytes(SecretBytes.copyFrom(SecretFile.read(file).secret(), InsecureSecretKeyAccess.get()))
                .build();
        return KeysetHandle.newBuilder().addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary()).build()
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static Aead kmsKey(String uri, Optional<String> endpoint) {
        Matcher key = KMS_KEY.matcher(uri);
        if (!key.matches()) {
            throw new MaskingException(Fault.WRONG_KEY_ENCRYPTION_KEY,
                    "a key-encryption key in AWS KMS has the form aws-kms://arn:aws:kms:REGION:ACCOUNT:key/ID");
        }
        AWSKMSClientBuilder builder = AWSKMSClientBuilder.standard().withClientConfiguration(new ClientConfiguration()
                .withConnectionTimeout(KMS_CONNECT_MILLIS).withSocketTimeout(KMS_ANSWER_MILLIS)
                .withClientExecutionTimeout(KMS_CALL_MILLIS).withMaxErrorRetry(KMS_RETRIES));
        endpoint.ifPresentOrElse(
                url -> builder.setEndpointConfiguration(new EndpointConfiguration(url, key.group(2))),
                () -> builder.setRegion(key.group(2)));
        return new KmsAead(new AwsKmsAead(builder.build(), key.group(1)));
    }

    /** Fails in the way of all others where KMS cannot be reached, or no credentials are there. */
    private record KmsAead(Aead kms) implements Aead {

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
            try {
                return kms.encrypt(plaintext, associatedData);
            } catch (SdkClientException e) {
                throw new GeneralSecurityException("KMS is away", e);
            }
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            try {
                return kms.decrypt(ciphertext, associatedData);
            } catch (SdkClientException e) {
                throw new GeneralSecurityException("KMS is away", e);
            }
        }
    }
}
