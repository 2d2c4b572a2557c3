package io.github.maskroute.keyset;

import io.github.maskroute.aws.AwsErrorText;
import io.github.maskroute.aws.NoCredentialsException;
import io.github.maskroute.outage.CertificateFault;
import io.github.maskroute.sqs.SqsFault;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A key in AWS KMS could not be used. The message continues a sentence that begins with the key's name: problem and remedy. From KMS's
 * answer it takes only the code, the caller and the kind of policy: the rest may quote the request.
 */
final class KmsFault extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    private static final String OTHER_KEY = "does not match the keyset";
    private static final String ITS_OWN = "; use the key that wrapped it";
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,80}");
    private static final Pattern CALLER = Pattern.compile("User: (arn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:[A-Za-z0-9+=,.@_/-]+)");
    private static final Pattern POLICY = Pattern.compile(
            "because no [a-z]+(?:[ -][a-z]+){0,3} policy allows|with an explicit deny in an? [a-z]+(?:[ -][a-z]+){0,3} policy");

    private KmsFault(String message) {
        super(message);
    }

    /** For a failed request. */
    static KmsFault of(SdkException thrown) {
        return new KmsFault(thrown instanceof AwsServiceException answer ? refusal(answer) : noAnswer(thrown));
    }

    /** KMS decrypted with another key than the named one. */
    static KmsFault ofAnotherKey() {
        return new KmsFault(OTHER_KEY + ": AWS KMS decrypted it with another key" + ITS_OWN);
    }

    /** The answer was empty. */
    static KmsFault ofEmptyAnswer() {
        return new KmsFault("cannot be used: the endpoint is not an AWS KMS; check maskroute.mask.kms-endpoint");
    }

    private static String refusal(AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).filter(CODE.asMatchPredicate())
                .orElseGet(() -> AwsErrorText.of(answer));
        if (answer.statusCode() >= 500 || answer.isThrottlingException()) {
            return "cannot be reached: AWS KMS is busy or failing (" + code + "); try again";
        }
        return switch (code) {
            case "AccessDeniedException" -> denied(code, details.map(AwsErrorDetails::errorMessage).orElse(""));
            case "IncorrectKeyException", "InvalidCiphertextException" -> OTHER_KEY + " (" + code + ")" + ITS_OWN;
            case "NotFoundException" -> "does not exist (" + code + "); check region, account and id or alias in its ARN";
            case "DisabledException", "KMSInvalidStateException" ->
                    "is disabled or pending deletion (" + code + "); enable it in AWS KMS, or cancel the deletion";
            case "InvalidKeyUsageException" -> "has the wrong key usage (" + code + "); name a symmetric encryption key";
            case "ValidationException" ->
                    "cannot be used for this request (" + code + "); check its ARN, and that the keyset is below 4 KiB";
            case "ExpiredTokenException", "IncompleteSignature", "InvalidClientTokenId", "InvalidSignatureException",
                    "MissingAuthenticationTokenException", "SignatureDoesNotMatch", "UnrecognizedClientException" ->
                    "cannot be used: AWS KMS does not accept the credentials (" + code + "); renew them, and check this machine's clock";
            default -> "cannot be used: AWS KMS refuses (" + code + "); check its ARN, its state and its policy";
        };
    }

    private static String denied(String code, String message) {
        Matcher caller = CALLER.matcher(message);
        Matcher policy = POLICY.matcher(message);
        return "may not be used" + (caller.find() ? " by " + caller.group(1) : "") + " (" + code + ")"
                + (policy.find() ? ", " + policy.group().replace("allows", "allows it") : "")
                + "; grant kms:Decrypt on it, and kms:Encrypt for changes, in the key policy or the caller's policy";
    }

    private static String noAnswer(SdkException thrown) {
        if (thrown instanceof NoCredentialsException none) {
            return "cannot be used: " + none.getMessage()
                    + "; correct the configuration of the chain, see docs/operations.md#credentials-and-proxies";
        }
        // Connections to KMS fail like those to SQS.
        SqsFault fault = SqsFault.of(thrown);
        return CertificateFault.in(thrown).isPresent() ? "cannot be used: AWS KMS is not trusted, " + fault.description()
                : "cannot be reached: AWS KMS does not answer (" + fault.description()
                        + "); check the network, and maskroute.mask.kms-endpoint if it is set";
    }
}
