package io.github.maskroute.sqs;

import io.github.maskroute.tls.CertificateFault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * What a failed request to SQS means.
 *
 * @param away whether the same request may succeed later
 * @param description the code, never SQS's message, which may quote the request
 */
public record SqsFault(boolean away, String description) {

    private static final String TRUSTED = "; trusted are the authorities in javax.net.ssl.trustStore";
    private static final List<String> OF_THE_MESSAGE = List.of("InvalidMessageContents", "InvalidParameterValue", "MessageTooLong");

    /** Tells faults of the line and of the service from refusals. */
    public static SqsFault of(SdkException thrown) {
        if (thrown instanceof SdkServiceException service) {
            String code = thrown instanceof SqsException sqs && sqs.awsErrorDetails() != null && sqs.awsErrorDetails().errorCode() != null
                    ? sqs.awsErrorDetails().errorCode() : "status " + service.statusCode();
            return new SqsFault(service.statusCode() >= 500 || service.isThrottlingException(), code);
        }
        Optional<String> untrusted = CertificateFault.in(thrown);
        if (untrusted.isPresent()) {
            return new SqsFault(false, untrusted.get() + TRUSTED);
        }
        boolean away = thrown.getCause() instanceof IOException || thrown instanceof ApiCallTimeoutException
                || thrown instanceof AbortedException;
        return new SqsFault(away, (away && thrown.getCause() != null ? thrown.getCause() : thrown).getClass().getSimpleName());
    }

    /** Whether this message alone is refused, and not all: its size, its characters, its attributes. */
    boolean isOfTheMessage() {
        return !away && OF_THE_MESSAGE.stream().anyMatch(description::startsWith);
    }
}
