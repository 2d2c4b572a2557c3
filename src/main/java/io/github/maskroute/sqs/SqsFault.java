package io.github.maskroute.sqs;

import io.github.maskroute.aws.AwsErrorText;
import io.github.maskroute.aws.NoCredentialsException;
import io.github.maskroute.aws.NoRegionException;
import io.github.maskroute.outage.CertificateFault;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Classifies a failed request to SQS.
 *
 * @param away whether the same request may succeed later
 * @param description the error code, never SQS's message, which may quote the request
 */
public record SqsFault(boolean away, String description) {

    private static final String TRUST_STORE = "; the trusted authorities are in javax.net.ssl.trustStore";
    private static final String CHAIN = "docs/operations.md#credentials-and-proxies";
    private static final List<String> MESSAGE_ERRORS = List.of("InvalidMessageContents", "InvalidParameterValue", "MessageTooLong");

    /** Distinguishes faults of the network and of the service from refusals. */
    public static SqsFault of(SdkException thrown) {
        if (thrown instanceof SdkServiceException service) {
            return new SqsFault(service.statusCode() >= 500 || service.isThrottlingException(), code(service));
        }
        if (thrown instanceof NoCredentialsException none) {
            return new SqsFault(none.isTemporary(), none.getMessage());
        }
        Optional<String> untrusted = CertificateFault.in(thrown);
        if (untrusted.isPresent()) {
            return new SqsFault(false, untrusted.get() + AwsErrorText.proxySuffix(thrown) + TRUST_STORE);
        }
        // Not always the direct cause: the SDK wraps an unknown host's exception in its own.
        Optional<Throwable> network = Stream.iterate((Throwable) thrown, Objects::nonNull, Throwable::getCause)
                .filter(IOException.class::isInstance).findFirst();
        boolean away = network.isPresent() || thrown instanceof ApiCallTimeoutException || thrown instanceof AbortedException;
        return new SqsFault(away, AwsErrorText.of(network.orElse(thrown)));
    }

    private static String code(SdkServiceException thrown) {
        if (!(thrown instanceof AwsServiceException answer)) {
            return "status " + thrown.statusCode();
        }
        return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElseGet(() -> AwsErrorText.of(answer));
    }

    /** Cause and remedy if a request could not even be sent, because there are no credentials or no region. */
    public static Optional<String> unasked(SdkException thrown) {
        if (thrown instanceof NoCredentialsException) {
            return Optional.of("no request can be sent to SQS: " + thrown.getMessage() + "; correct what the credentials chain reads, see "
                    + CHAIN + ", or set maskroute.queue.access-key and maskroute.queue.secret-key");
        }
        return thrown instanceof NoRegionException
                ? Optional.of("no request can be sent to SQS: " + thrown.getMessage() + "; set maskroute.queue.region") : Optional.empty();
    }

    /** Whether SQS refuses this message alone, for its size, characters or attributes, and not all messages. */
    boolean isOfTheMessage() {
        return !away && MESSAGE_ERRORS.stream().anyMatch(description::startsWith);
    }
}
