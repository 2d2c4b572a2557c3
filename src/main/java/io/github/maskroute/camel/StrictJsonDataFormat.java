package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Envelope;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.jspecify.annotations.Nullable;

/**
 * camel-jackson with {@link StrictJson}. A body that is not valid JSON is rejected with an exception that quotes nothing: Jackson's
 * exception quotes the text, and Camel logs exceptions in places that a route cannot control.
 */
public final class StrictJsonDataFormat extends JacksonDataFormat {

    private @Nullable Envelope envelope;

    public StrictJsonDataFormat() {
        super(StrictJson.mapper(), JsonNode.class);
    }

    /** JSON Pointer to the event in a body; if it is not set, the whole body is the event. */
    public void setUnwrap(String pointer) {
        envelope = Envelope.at(pointer);
    }

    @Override
    public Object unmarshal(Exchange exchange, Object body) throws RejectedException {
        return read(exchange.getMessage().getBody(String.class));
    }

    public JsonNode read(String body) throws RejectedException {
        return envelope == null ? StrictJson.read(body) : envelope.open(body);
    }
}
