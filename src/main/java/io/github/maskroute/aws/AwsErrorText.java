package io.github.maskroute.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Describes failed requests to AWS. Names the proxy if the request used one, because the proxy may be the cause. */
public final class AwsErrorText {

    private AwsErrorText() {}

    /** Describes why a request got no answer. Gives only the class of the cause, because its message may quote the request. */
    public static String of(Throwable cause) {
        return cause instanceof ProxiedException ? String.valueOf(cause.getMessage()) : cause.getClass().getSimpleName();
    }

    /** A suffix for other descriptions of an error: the proxy of the request, if any. */
    public static String proxySuffix(Throwable thrown) {
        return CredentialErrors.causes(thrown).filter(ProxiedException.class::isInstance).map(ProxiedException.class::cast).findFirst()
                .map(found -> ProxiedException.SUFFIX + found.proxy()).orElse("");
    }

    /** Describes an answer without an error code of AWS. */
    public static String of(AwsServiceException answer) {
        return "status " + answer.statusCode() + Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader(ProxiedHttpClient.HEADER))
                .map(proxy -> ProxiedException.SUFFIX + proxy + ", which may have sent this answer itself").orElse("");
    }
}
