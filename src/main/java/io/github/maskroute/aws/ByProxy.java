package io.github.maskroute.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Words for failed requests that went by way of a proxy, which may be what failed. */
public final class ByProxy {

    private ByProxy() {}

    /** What kept an answer away: by its class only, since its message may quote the request. */
    public static String words(Throwable cause) {
        return cause instanceof ProxiedException ? String.valueOf(cause.getMessage()) : cause.getClass().getSimpleName();
    }

    /** An answer without a code of AWS's. */
    public static String words(AwsServiceException answer) {
        return "status " + answer.statusCode() + Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader(ProxiedHttpClient.HEADER))
                .map(proxy -> " by way of the proxy " + proxy + ", whose own answer it may be").orElse("");
    }
}
