package io.github.maskroute.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Words for failed requests that went by way of a proxy, which may be what failed. */
public final class ByProxy {

    static final String WORDS = " by way of the proxy ";

    private ByProxy() {}

    /** What kept an answer away: by its class only, since its message may quote the request. */
    public static String words(Throwable cause) {
        return cause instanceof ProxiedException ? String.valueOf(cause.getMessage()) : cause.getClass().getSimpleName();
    }

    /** What follows the words for a fault that has words of its own: the proxy, if there was one. */
    public static String suffix(Throwable thrown) {
        return CredentialErrors.causes(thrown).filter(ProxiedException.class::isInstance).map(ProxiedException.class::cast).findFirst()
                .map(found -> WORDS + found.proxy()).orElse("");
    }

    /** An answer without a code of AWS's. */
    public static String words(AwsServiceException answer) {
        return "status " + answer.statusCode() + Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader(ProxiedHttpClient.HEADER))
                .map(proxy -> WORDS + proxy + ", whose own answer it may be").orElse("");
    }
}
