package io.github.maskroute.newtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The masks of a schema as it writes them, no two kinds in one domain. For one thread. */
final class MaskDomains {

    static final String KEYWORD = "x-mask";

    /** Others have no domain: what they leave is no token. */
    private static final Set<String> WITH_TOKENS = Set.of("text", "address", "email", "phone");

    private static final int LONGEST = 56;

    private final Map<String, String> kinds = new HashMap<>();

    /** @param name of the field, whose domain has that name too where it can */
    JsonNode mask(String kind, String name) {
        if (!WITH_TOKENS.contains(kind)) {
            return TextNode.valueOf(kind);
        }
        String domain = FieldName.ascii(name);
        domain = domain.isEmpty() ? "field" : domain.substring(0, Math.min(LONGEST, domain.length()));
        if (!kinds.getOrDefault(domain, kind).equals(kind)) {
            domain = domain + "_" + kind;
        }
        kinds.put(domain, kind);
        ObjectNode mask = JsonNodeFactory.instance.objectNode().put("kind", kind).put("domain", domain);
        return domain.equals(name.toLowerCase(Locale.ROOT)) ? TextNode.valueOf(kind) : mask;
    }
}
