package io.github.maskroute.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** No AWS region is configured. */
public final class NoRegionException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    NoRegionException() {
        super(SdkClientException.builder().message(
                "no AWS region is configured: not by a setting, AWS_REGION, the profile or the instance's metadata"));
    }
}
