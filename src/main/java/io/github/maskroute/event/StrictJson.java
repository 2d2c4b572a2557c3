package io.github.maskroute.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.github.maskroute.event.Rejection.Reason;
import java.math.BigDecimal;

/**
 * JSON as RFC 8259 has it, of bounded size: no duplicate names, nothing after the document, no extensions.
 *
 * <p>Jackson's messages quote the text that they stumble over, so they stop here; {@link #explain} gives the position.
 */
public final class StrictJson {

    private static final JsonMapper EVENTS = mapper();

    private StrictJson() {}

    /** The document in a text. */
    public static JsonNode read(String text) throws RejectedException {
        return read(EVENTS, text);
    }

    static JsonNode read(JsonMapper mapper, String text) throws RejectedException {
        try {
            return mapper.readValue(text, JsonNode.class);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new RejectedException(explain(e, text));
        }
    }

    /** A mapper for the route's {@code unmarshal}; safe for use by several threads. */
    public static JsonMapper mapper() {
        return mapper(Limit.constraints());
    }

    /** The same for a document in which an event may stand as a text: its texts may be as long as the document. */
    static JsonMapper mapperOfEnvelopes() {
        return mapper(Limit.constraintsOfEnvelopes());
    }

    private static JsonMapper mapper(StreamReadConstraints constraints) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(constraints)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .nodeFactory(new BoundedNumbers())
                .build();
    }

    /**
     * The rejection that a failed reading of {@code body} amounts to.
     *
     * @param failure what Jackson threw; for a number like 1e999999999 that is none of its own exceptions
     */
    public static Rejection explain(Exception failure, String body) {
        JsonLocation at = failure instanceof JsonProcessingException known ? known.getLocation() : null;
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        if (failure instanceof StreamConstraintsException broken) {
            return new Rejection(Reason.TOO_LARGE, Limit.of(broken).words(where));
        }
        if (failure instanceof NumberFormatException) {
            return new Rejection(Reason.TOO_LARGE, Limit.EXPONENT.words(where));
        }
        return new Rejection(Reason.NOT_JSON, EncodedText.of(body).map(EncodedText::words).orElse(
                "malformed" + where + "; send one JSON object, each name once, nothing before or after it"));
    }

    /** Fails as the JDK does for an exponent that is too great for it. */
    private static final class BoundedNumbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigDecimal number) {
            if (Limit.isExceededBy(number)) {
                throw new NumberFormatException();
            }
            return super.numberNode(number);
        }
    }
}
