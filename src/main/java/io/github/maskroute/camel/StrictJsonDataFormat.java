package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Envelope;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import org.apache.camel.Exchange;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.jspecify.annotations.Nullable;

/**
 * camel-jackson with {@link StrictJson}. What is no such JSON is rejected here and now: Jackson's own exception quotes
 * the text, and Camel logs exceptions in places that no route decides on.
 */
public final class StrictJsonDataFormat extends JacksonDataFormat {

    private @Nullable Envelope envelope;

    public StrictJsonDataFormat() {
        super(StrictJson.mapper(), JsonNode.class);
    }

    /** Where in a body the event stands, as a JSON Pointer; without, a body is an event. */
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
