package io.github.maskroute.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** AWS's credential chain has no credentials. The message has the error of each configured provider, without secrets. */
public final class NoCredentialsException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    private final boolean temporary;

    /** @param temporary whether a configured provider could not reach its service, so that a later attempt may succeed */
    NoCredentialsException(String message, boolean temporary) {
        super(SdkClientException.builder().message(message));
        this.temporary = temporary;
    }

    /** Whether a later attempt may succeed: a service that provides credentials did not answer. */
    public boolean isTemporary() {
        return temporary;
    }
}
