package io.github.maskroute.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.core.JsonFactory;
import io.github.maskroute.event.Rejection.Reason;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it, of bounded size: no duplicate names, nothing after the document, no extensions.
 *
 * <p>Jackson's messages quote the text that they stumble over, so they stop here; {@link #explain} gives the position.
 */
public final class StrictJson {

    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final int MAX_TEXT = 4 * 1024;
    private static final int MAX_NAME = 256;
    private static final int MAX_DEPTH = 16;

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}\\s*");

    private StrictJson() {}

    /** A mapper for the route's {@code unmarshal}; safe for use by several threads. */
    public static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT)
                        .maxStringLength(MAX_TEXT)
                        .maxNameLength(MAX_NAME)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /**
     * The rejection that a failed reading of {@code body} amounts to.
     *
     * @param failure what Jackson threw; for a number like 1e99999999999 that is none of its own exceptions
     */
    public static Rejection explain(Exception failure, String body) {
        if (failure instanceof StreamConstraintsException) {
            return new Rejection(Reason.TOO_LARGE,
                    "the document must keep to " + MAX_DOCUMENT / 1024 + " KiB, its texts to " + MAX_TEXT / 1024 + " KiB, its names to "
                            + MAX_NAME + " characters, its nesting to " + MAX_DEPTH);
        }
        if (body.length() <= MAX_DOCUMENT && BASE64.matcher(body).matches()) {
            String content = body.startsWith("H4sI") ? "a gzip file in base64" : "base64";
            return new Rejection(Reason.NOT_JSON, "the body looks like " + content + "; send the JSON itself");
        }
        JsonLocation at = failure instanceof JsonProcessingException malformed ? malformed.getLocation() : null;
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new Rejection(Reason.NOT_JSON, "malformed" + where + "; send one JSON object, each name once, nothing before or after it");
    }
}
