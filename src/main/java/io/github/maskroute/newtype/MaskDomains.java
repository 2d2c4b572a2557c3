package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the {@code x-mask} values of a schema, with at most one kind of mask per domain. Not thread-safe. */
final class MaskDomains {

    static final String KEYWORD = "x-mask";

    /** The results of other kinds are not tokens, so those kinds have no domain. */
    private static final Set<String> WITH_TOKENS = Set.of("text", "address", "email", "phone");

    private static final int MAX_LENGTH = 56;

    private final Map<String, String> kinds = new HashMap<>();

    /** @param name of the field, which is also the name of its domain where possible */
    JsonNode mask(String kind, String name) {
        if (!WITH_TOKENS.contains(kind)) {
            return TextNode.valueOf(kind);
        }
        String domain = FieldName.asciiSnakeCase(name);
        domain = domain.isEmpty() ? "field" : domain.substring(0, Math.min(MAX_LENGTH, domain.length()));
        if (!kinds.getOrDefault(domain, kind).equals(kind)) {
            domain = domain + "_" + kind;
        }
        kinds.put(domain, kind);
        ObjectNode mask = JsonNodeFactory.instance.objectNode().put("kind", kind).put("domain", domain);
        return domain.equals(name.toLowerCase(Locale.ROOT)) ? TextNode.valueOf(kind) : mask;
    }
}
