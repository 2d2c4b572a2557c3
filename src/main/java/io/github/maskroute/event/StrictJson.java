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
 * Parses JSON strictly by RFC 8259, with size limits: no duplicate names, nothing after the document, no extensions.
 *
 * <p>Jackson's messages quote the input, so they are not passed on. {@link #explain} gives the position instead.
 */
public final class StrictJson {

    private static final JsonMapper EVENTS = mapper();

    private StrictJson() {}

    /** Parses a document. */
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

    /** A mapper for the route's {@code unmarshal}. Thread-safe. */
    public static JsonMapper mapper() {
        return mapper(Limit.constraints());
    }

    /** A mapper for envelopes that may contain an event as a string: strings may be as long as the document. */
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
     * The rejection for a body that could not be parsed.
     *
     * @param failure the exception that Jackson threw; for a number like 1e999999999 it is not one of Jackson's own
     */
    public static Rejection explain(Exception failure, String body) {
        JsonLocation location = failure instanceof JsonProcessingException known ? known.getLocation() : null;
        String position = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        if (failure instanceof StreamConstraintsException broken) {
            return new Rejection(Reason.TOO_LARGE, Limit.of(broken).description(position));
        }
        if (failure instanceof NumberFormatException) {
            return new Rejection(Reason.TOO_LARGE, Limit.EXPONENT.description(position));
        }
        return new Rejection(Reason.NOT_JSON, EncodedText.of(body).map(EncodedText::description).orElse(
                "malformed" + position + "; send one JSON object, each name once, nothing before or after it"));
    }

    /** Throws the JDK's exception for exponents over our own limit. */
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
