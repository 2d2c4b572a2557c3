package io.github.maskroute.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.event.Rejection.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a service puts around an event, known by the place where the event stands in it: a JSON Pointer (RFC 6901). A text at that
 * place, or on the way to it, holds JSON, as in SNS's {@code Message}.
 *
 * <p>All of it is read as strictly as an event that comes alone. Immutable and safe for use by several threads.
 */
public final class Envelope {

    /** Without numbers: of several events in an array all but one would be lost. */
    private static final Pattern POINTER = Pattern.compile("(?:/(?![0-9]+(?:/|$))(?:[^/~]|~[01])+)+");

    private static final JsonMapper ENVELOPES = StrictJson.mapperOfEnvelopes();

    private final JsonPointer place;

    private Envelope(JsonPointer place) {
        this.place = place;
    }

    /**
     * The envelope with its event at this place.
     *
     * @throws IllegalArgumentException if that is no JSON Pointer of names, or the body itself
     */
    public static Envelope at(String pointer) {
        if (!POINTER.matcher(pointer).matches()) {
            throw new IllegalArgumentException("`unwrap` must be a JSON Pointer to the event, such as /detail or /Message/detail:"
                    + " a slash before each name, ~1 for a slash within a name, ~0 for a tilde, and no number of an item");
        }
        return new Envelope(JsonPointer.compile(pointer));
    }

    /**
     * The event in a body.
     *
     * @throws RejectedException if the body, or a text with JSON in it, is malformed or too large, or has nothing at the place
     */
    public JsonNode open(String body) throws RejectedException {
        JsonNode envelope = StrictJson.read(ENVELOPES, body);
        JsonNode found = envelope.at(place);
        if (found.isContainerNode()) {
            // Once more: only a text that holds an event may be longer than the texts of events.
            return StrictJson.read(body).at(place);
        }
        try {
            JsonNode event = step(envelope, place);
            if (event.isMissingNode()) {
                throw new RejectedException(new Rejection(Reason.SCHEMA, "the body has nothing at " + place + ", where the route's `unwrap`"
                        + " looks for the event; send the event in its envelope, or change `unwrap`"));
            }
            return event;
        } catch (RejectedException e) {
            Optional<KnownEnvelope> other = KnownEnvelope.of(envelope).filter(known -> !known.isOpenedAt(place.toString()));
            throw other.map(known -> new RejectedException(new Rejection(Reason.SCHEMA, known.words()))).orElse(e);
        }
    }

    /** What stands at the end of the way from here. */
    private JsonNode step(JsonNode here, JsonPointer way) throws RejectedException {
        JsonNode next = here.path(way.getMatchingProperty());
        JsonNode opened = next.isTextual() ? opened(next.textValue()) : next;
        return way.tail().matches() ? opened : step(opened, way.tail());
    }

    private JsonNode opened(String text) throws RejectedException {
        try {
            return StrictJson.read(text);
        } catch (RejectedException e) {
            throw new RejectedException(new Rejection(
                    e.rejection().reason(), "in a text on the way to " + place + ": " + e.rejection().detail()));
        }
    }
}
