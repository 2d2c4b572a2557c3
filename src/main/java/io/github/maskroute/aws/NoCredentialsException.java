package io.github.maskroute.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** AWS's chain has no credentials. The message has the reason of each provider that is set up, without a secret. */
public final class NoCredentialsException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    private final boolean away;

    /** @param away whether a provider that is set up could not reach what it asks, so that it may have some later */
    NoCredentialsException(String message, boolean away) {
        super(SdkClientException.builder().message(message));
        this.away = away;
    }

    /** Whether waiting may help: a service that gives credentials did not answer. */
    public boolean isAway() {
        return away;
    }
}
