package io.github.maskroute.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** Nothing says which region of AWS to ask. */
public final class NoRegionException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    NoRegionException() {
        super(SdkClientException.builder().message(
                "no region of AWS is named: neither by a setting, nor by AWS_REGION, the profile or the instance's metadata"));
    }
}
