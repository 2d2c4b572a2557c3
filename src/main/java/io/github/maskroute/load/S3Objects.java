package io.github.maskroute.load;

import io.github.maskroute.sqs.SqsFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects in S3 as sources, which are identified by their URL. Thread-safe. */
public final class S3Objects {

    /** Start of the URLs. */
    public static final String SCHEME = "s3://";

    /** The rule for URLs, for help and error messages. */
    public static final String RULE =
            "s3://BUCKET/KEY for one object, s3://BUCKET/PREFIX/ or s3://BUCKET/PREFIX* for all objects with that prefix";

    private static final Pattern URL = Pattern.compile(SCHEME + "([^/*]+)/([^*]*)(\\*?)");

    /** S3 refused an object. The message is the error code. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private RefusedException(String code) {
            super(code);
        }
    }

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final boolean all;

    /**
     * Sends no request yet.
     *
     * @throws IllegalArgumentException if the URL breaks the {@link #RULE}
     */
    public S3Objects(S3Client client, String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(RULE);
        }
        this.client = client;
        this.bucket = parts.group(1);
        this.key = parts.group(2);
        this.all = key.isEmpty() || key.endsWith("/") || !parts.group(3).isEmpty();
    }

    /**
     * Lists the objects in the order of their keys. Requests the first thousand now and the next ones during the iteration; both can throw
     * {@link SdkException}.
     */
    public Iterator<Source> sources() {
        return !all ? List.of(source(key, Source.UNKNOWN)).iterator()
                : client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(key)).contents().stream()
                        .filter(object -> object.size() > 0).map(object -> source(object.key(), object.size())).iterator();
    }

    private Source source(String name, long size) {
        return Source.of(SCHEME + bucket + "/" + name, size, () -> open(name));
    }

    private InputStream open(String name) throws IOException {
        try {
            return client.getObject(request -> request.bucket(bucket).key(name));
        } catch (SdkException e) {
            throw new RefusedException(SqsFault.of(e).description());
        }
    }
}
