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

/** Objects in S3, each a source that is known by its URL. Nothing is kept of them. Safe for use by several threads. */
public final class S3Objects {

    /** What the URLs begin with. */
    public static final String SCHEME = "s3://";

    /** For descriptions and errors. */
    public static final String RULE = "s3://BUCKET/KEY for one object, s3://BUCKET/PREFIX/ or s3://BUCKET/PREFIX* for all that begin so";

    private static final Pattern URL = Pattern.compile(SCHEME + "([^/*]+)/([^*]*)(\\*?)");

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final boolean all;

    /**
     * Asks for nothing yet.
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
     * In the order of their keys. S3 is asked for the first thousand now, and for the next when they are wanted: both may throw
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
