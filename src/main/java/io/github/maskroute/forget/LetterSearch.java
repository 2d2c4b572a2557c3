package io.github.maskroute.forget;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.deadletter.tool.Letter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for values in dead letters. What is in one broke some rule, and so is read without any: with names given twice, cut off, or in
 * the envelope that was not opened. Values are compared by their tokens, as a field's equal values have equal ones.
 *
 * <p>Safe for use by several threads.
 *
 * @param bodies opens sealed letters
 * @param tokens of the field that is looked for
 * @param wanted present tokens of the values
 */
public record LetterSearch(BodyOpener bodies, FieldTokens tokens, Set<String> wanted) {

    /** What a letter is to those values. */
    public enum Find {
        /** It does not open, or is no JSON object to its end: whether a value is in it cannot be said. */
        UNREAD,
        /** It has none of them. */
        NOTHING,
        /** It has one, in another place than the field: perhaps of another person. */
        ELSEWHERE,
        /** It has one in the field. */
        IN_FIELD;

        private Find or(Find other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private static final JsonFactory JSON = new JsonFactory();

    /** Where SNS, EventBridge and CloudEvents have the event. */
    private static final List<String> ENVELOPES = List.of("", "Message.", "detail.", "data.");

    /** JSON in a text, in a text. */
    private static final int DEEPEST = 3;

    public LetterSearch {
        wanted = Set.copyOf(wanted);
    }

    /** What a letter is. */
    public Find in(Letter letter) {
        Optional<String> body = bodies.of(letter);
        return body.isEmpty() || !isObject(body.get()) ? Find.UNREAD : in(body.get(), "", DEEPEST);
    }

    private Find in(String json, String before, int deepest) {
        Find found = Find.NOTHING;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    found = found.or(isWanted(parser.currentName()) ? Find.ELSEWHERE : Find.NOTHING);
                } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    found = found.or(at(before + path(parser.getParsingContext()), parser.getText(), deepest));
                }
            }
            return found;
        } catch (IOException e) {
            // Its message may quote the body.
            return found == Find.NOTHING ? Find.UNREAD : found;
        }
    }

    private Find at(String path, String text, int deepest) {
        if (deepest > 0 && isObject(text)) {
            // A text in braces need not be JSON.
            Find inside = in(text, path + ".", deepest - 1);
            return inside == Find.UNREAD ? Find.NOTHING : inside;
        }
        if (!isWanted(text)) {
            return Find.NOTHING;
        }
        return ENVELOPES.stream().anyMatch(envelope -> path.equals(envelope + tokens.field())) ? Find.IN_FIELD : Find.ELSEWHERE;
    }

    private boolean isWanted(String text) {
        return tokens.present(text).filter(wanted::contains).isPresent();
    }

    private static boolean isObject(String text) {
        return text.stripLeading().startsWith("{");
    }

    /** The names on the way, joined by dots; items of an array have the array's. */
    private static String path(JsonStreamContext place) {
        String name = place.inObject() ? String.valueOf(place.getCurrentName()) : "";
        JsonStreamContext parent = place.getParent();
        String way = parent == null ? "" : path(parent);
        return way.isEmpty() || name.isEmpty() ? way + name : way + "." + name;
    }
}
