package io.github.maskroute.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.event.Rejection.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The wrapper that a service puts around an event. A JSON Pointer (RFC 6901) locates the event in it. A string at that place or on the
 * path to it contains JSON, as SNS's {@code Message} does.
 *
 * <p>Envelopes are parsed as strictly as events. Immutable and thread-safe.
 */
public final class Envelope {

    /** Array indexes are not allowed: all other events of the array would be lost. */
    private static final Pattern POINTER = Pattern.compile("(?:/(?![0-9]+(?:/|$))(?:[^/~]|~[01])+)+");

    private static final JsonMapper ENVELOPES = StrictJson.mapperOfEnvelopes();

    private final JsonPointer place;

    private Envelope(JsonPointer place) {
        this.place = place;
    }

    /**
     * An envelope with its event at this place.
     *
     * @throws IllegalArgumentException if the text is not a JSON Pointer of names, or points to the body itself
     */
    public static Envelope at(String pointer) {
        if (!POINTER.matcher(pointer).matches()) {
            throw new IllegalArgumentException("`unwrap` must be a JSON Pointer to the event, such as /detail or /Message/detail:"
                    + " a slash before each name, ~1 for a slash in a name, ~0 for a tilde, and no array index");
        }
        return new Envelope(JsonPointer.compile(pointer));
    }

    /**
     * The event in a body.
     *
     * @throws RejectedException if the body, or JSON in a string, is malformed or too large, or if nothing is at the place
     */
    public JsonNode open(String body) throws RejectedException {
        JsonNode envelope = StrictJson.read(ENVELOPES, body);
        JsonNode found = envelope.at(place);
        if (found.isContainerNode()) {
            // Parse again with the limits of events: only a string that contains the event may be longer.
            return StrictJson.read(body).at(place);
        }
        try {
            JsonNode event = step(envelope, place);
            if (event.isMissingNode()) {
                throw new RejectedException(new Rejection(Reason.SCHEMA, "the body has nothing at " + place + ", where the route's `unwrap`"
                        + " expects the event; send the event in its envelope, or change `unwrap`"));
            }
            return event;
        } catch (RejectedException e) {
            Optional<KnownEnvelope> other = KnownEnvelope.of(envelope).filter(known -> !known.isOpenedAt(place.toString()));
            throw other.map(known -> new RejectedException(new Rejection(Reason.SCHEMA, known.description()))).orElse(e);
        }
    }

    /** The node at the end of the path from here. */
    private JsonNode step(JsonNode here, JsonPointer path) throws RejectedException {
        JsonNode next = here.path(path.getMatchingProperty());
        JsonNode opened = next.isTextual() ? opened(next.textValue()) : next;
        return path.tail().matches() ? opened : step(opened, path.tail());
    }

    private JsonNode opened(String text) throws RejectedException {
        try {
            return StrictJson.read(text);
        } catch (RejectedException e) {
            throw new RejectedException(new Rejection(
                    e.rejection().reason(), "in a string on the path to " + place + ": " + e.rejection().detail()));
        }
    }
}
