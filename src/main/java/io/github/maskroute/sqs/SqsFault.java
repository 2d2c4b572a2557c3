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
 * What a failed request to SQS means.
 *
 * @param away whether the same request may succeed later
 * @param description the code, never SQS's message, which may quote the request
 */
public record SqsFault(boolean away, String description) {

    private static final String TRUSTED = "; trusted are the authorities in javax.net.ssl.trustStore";
    private static final String CHAIN = "docs/operations.md#credentials-and-proxies";
    private static final List<String> OF_THE_MESSAGE = List.of("InvalidMessageContents", "InvalidParameterValue", "MessageTooLong");

    /** Tells faults of the line and of the service from refusals. */
    public static SqsFault of(SdkException thrown) {
        if (thrown instanceof SdkServiceException service) {
            return new SqsFault(service.statusCode() >= 500 || service.isThrottlingException(), code(service));
        }
        if (thrown instanceof NoCredentialsException none) {
            return new SqsFault(none.isTemporary(), none.getMessage());
        }
        Optional<String> untrusted = CertificateFault.in(thrown);
        if (untrusted.isPresent()) {
            return new SqsFault(false, untrusted.get() + AwsErrorText.proxySuffix(thrown) + TRUSTED);
        }
        // Not always the next one: the SDK wraps that of an unknown host in words of its own.
        Optional<Throwable> line = Stream.iterate((Throwable) thrown, Objects::nonNull, Throwable::getCause)
                .filter(IOException.class::isInstance).findFirst();
        boolean away = line.isPresent() || thrown instanceof ApiCallTimeoutException || thrown instanceof AbortedException;
        return new SqsFault(away, AwsErrorText.of(line.orElse(thrown)));
    }

    private static String code(SdkServiceException thrown) {
        if (!(thrown instanceof AwsServiceException answer)) {
            return "status " + thrown.statusCode();
        }
        return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElseGet(() -> AwsErrorText.of(answer));
    }

    /** What to say and do where a request could not even be made: there are no credentials, or no region. */
    public static Optional<String> unasked(SdkException thrown) {
        if (thrown instanceof NoCredentialsException) {
            return Optional.of("SQS cannot be asked: " + thrown.getMessage() + "; correct what the chain reads, see " + CHAIN
                    + ", or set maskroute.queue.access-key and maskroute.queue.secret-key");
        }
        return thrown instanceof NoRegionException
                ? Optional.of("SQS cannot be asked: " + thrown.getMessage() + "; set maskroute.queue.region") : Optional.empty();
    }

    /** Whether this message alone is refused, and not all: its size, its characters, its attributes. */
    boolean isOfTheMessage() {
        return !away && OF_THE_MESSAGE.stream().anyMatch(description::startsWith);
    }
}
