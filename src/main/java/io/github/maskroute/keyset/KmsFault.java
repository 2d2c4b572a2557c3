package io.github.maskroute.keyset;

import io.github.maskroute.aws.ByProxy;
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
 * Why a key in AWS KMS was of no use. The message goes on after the key's name: what is wrong and the remedy. Of KMS's own words it has
 * the code, and who may not do it by which policy: the others may quote the request.
 */
final class KmsFault extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    private static final String OTHER_KEY = "does not fit the keyset";
    private static final String ITS_OWN = "; a keyset opens with the key that wrapped it";
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,80}");
    private static final Pattern WHO = Pattern.compile("User: (arn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:[A-Za-z0-9+=,.@_/-]+)");
    private static final Pattern POLICY = Pattern.compile(
            "because no [a-z]+(?:[ -][a-z]+){0,3} policy allows|with an explicit deny in an? [a-z]+(?:[ -][a-z]+){0,3} policy");

    private KmsFault(String message) {
        super(message);
    }

    /** A request failed. */
    static KmsFault of(SdkException thrown) {
        return new KmsFault(thrown instanceof AwsServiceException answer ? refusal(answer) : silence(thrown));
    }

    /** It was decrypted, but by another key than the one that was named. */
    static KmsFault ofAnotherKey() {
        return new KmsFault(OTHER_KEY + ": AWS KMS opened it with another one" + ITS_OWN);
    }

    /** There was an answer, and nothing in it. */
    static KmsFault ofEmptyAnswer() {
        return new KmsFault("cannot be used: what answers is no AWS KMS; check maskroute.mask.kms-endpoint");
    }

    private static String refusal(AwsServiceException answer) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).filter(CODE.asMatchPredicate())
                .orElseGet(() -> ByProxy.words(answer));
        if (answer.statusCode() >= 500 || answer.isThrottlingException()) {
            return "cannot be reached: AWS KMS is busy or failing (" + code + "); try again";
        }
        return switch (code) {
            case "AccessDeniedException" -> denied(code, details.map(AwsErrorDetails::errorMessage).orElse(""));
            case "IncorrectKeyException", "InvalidCiphertextException" -> OTHER_KEY + " (" + code + ")" + ITS_OWN;
            case "NotFoundException" -> "is not there (" + code + "); check region, account and id or alias in its ARN";
            case "DisabledException", "KMSInvalidStateException" ->
                    "is disabled, or waits for its deletion (" + code + "); enable it in AWS KMS, or cancel the deletion";
            case "InvalidKeyUsageException" -> "is of another kind (" + code + "); name a symmetric key, for encryption";
            case "ValidationException" -> "cannot be used so (" + code + "); check its ARN, and that the keyset is below 4 KiB";
            case "ExpiredTokenException", "IncompleteSignature", "InvalidClientTokenId", "InvalidSignatureException",
                    "MissingAuthenticationTokenException", "SignatureDoesNotMatch", "UnrecognizedClientException" ->
                    "cannot be used: AWS KMS does not accept the credentials (" + code + "); renew them, and check this machine's clock";
            default -> "cannot be used: AWS KMS refuses (" + code + "); check its ARN, its state and its policy";
        };
    }

    private static String denied(String code, String message) {
        Matcher who = WHO.matcher(message);
        Matcher policy = POLICY.matcher(message);
        return "may not be used" + (who.find() ? " by " + who.group(1) : "") + " (" + code + ")"
                + (policy.find() ? ", " + policy.group().replace("allows", "allows it") : "")
                + "; grant kms:Decrypt on it, for changes kms:Encrypt also: its own policy counts, and the caller's";
    }

    private static String silence(SdkException thrown) {
        if (thrown instanceof NoCredentialsException none) {
            return "cannot be used: " + none.getMessage() + "; correct what the chain reads, see docs/operations.md#credentials-and-proxies";
        }
        // Its line fails as that to SQS does.
        SqsFault line = SqsFault.of(thrown);
        return CertificateFault.in(thrown).isPresent() ? "cannot be used: AWS KMS is not trusted, " + line.description()
                : "cannot be reached: AWS KMS does not answer (" + line.description()
                        + "); check the way there, and maskroute.mask.kms-endpoint if it is set";
    }
}
