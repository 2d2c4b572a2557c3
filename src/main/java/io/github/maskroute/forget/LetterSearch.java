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
 * Searches dead letters for values of a field. A dead letter broke a rule, so the search is lenient: it reads duplicate names, truncated
 * JSON, and events in an envelope. It compares values by their current tokens, since all spellings of a value have the same token.
 * Thread-safe.
 *
 * @param bodies opens sealed letters
 * @param tokens of the field
 * @param wanted current tokens of the values
 */
public record LetterSearch(BodyOpener bodies, FieldTokens tokens, Set<String> wanted) {

    /** The result for a letter, in ascending order of precedence. */
    public enum Find {
        /** Unknown: the letter cannot be opened, or is not a complete JSON object. */
        UNREAD,
        /** The letter has none of the values. */
        NOTHING,
        /** The letter has a value outside the field. It can be the value of another person. */
        ELSEWHERE,
        /** The letter has a value in the field. */
        IN_FIELD;

        private Find or(Find other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private static final JsonFactory JSON = new JsonFactory();

    /** Prefix of a field's path in an event without envelope, and in one of SNS, EventBridge or CloudEvents. */
    private static final List<String> ENVELOPES = List.of("", "Message.", "detail.", "data.");

    /** Maximum levels of JSON within a JSON string. */
    private static final int MAX_NESTED_TEXTS = 3;

    public LetterSearch {
        wanted = Set.copyOf(wanted);
    }

    public Find in(Letter letter) {
        Optional<String> body = bodies.of(letter);
        return body.isEmpty() || !isObject(body.get()) ? Find.UNREAD : in(body.get(), "", MAX_NESTED_TEXTS);
    }

    private Find in(String json, String prefix, int levels) {
        Find found = Find.NOTHING;
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    found = found.or(isWanted(parser.currentName()) ? Find.ELSEWHERE : Find.NOTHING);
                } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                    found = found.or(at(prefix + path(parser.getParsingContext()), parser.getText(), levels));
                }
            }
            return found;
        } catch (IOException e) {
            // The message of the exception can quote the body, so it is not used.
            return found == Find.NOTHING ? Find.UNREAD : found;
        }
    }

    private Find at(String path, String text, int levels) {
        if (levels > 0 && isObject(text)) {
            // A text in braces is not necessarily JSON.
            Find inside = in(text, path + ".", levels - 1);
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

    /** Field names from the root, joined by dots. Items of an array have the path of the array. */
    private static String path(JsonStreamContext context) {
        String name = context.inObject() ? String.valueOf(context.getCurrentName()) : "";
        JsonStreamContext parent = context.getParent();
        String parentPath = parent == null ? "" : path(parent);
        return parentPath.isEmpty() || name.isEmpty() ? parentPath + name : parentPath + "." + name;
    }
}
