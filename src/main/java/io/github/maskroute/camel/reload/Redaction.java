package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.CamelPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.util.SensitiveUtils;

/** Redacts values of settings and parameters, which may be passwords, from exception messages. */
public final class Redaction {

    /** Prefix of Maskroute's settings, of which only those with a sensitive name are secret. All other settings are treated as secret. */
    private static final String OWN = "maskroute.";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}]+)}}");

    /** Camel's list of the unknown parameters of an endpoint. */
    private static final Pattern UNKNOWN_PARAMETERS = Pattern.compile("(?s)(Unknown parameters=\\[\\{)(.*)(}])");
    private static final Pattern VALUE = Pattern.compile("(?s)=.*?(?=, [\\w.-]+=|$)");

    private Redaction() {}

    /** Removes the values of unknown parameters and keeps their names. */
    public static String withoutParameters(String message) {
        return UNKNOWN_PARAMETERS.matcher(message).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) + VALUE.matcher(found.group(2)).replaceAll("") + found.group(3)));
    }

    /**
     * Replaces the values of secrets by their placeholders.
     *
     * @param folder of the route files that contain the placeholders
     */
    public static String withoutSecrets(String message, CamelContext context, Path folder) {
        return withoutSecrets(message, context, new RouteFolder(folder).read().values());
    }

    /** @param texts that contain the placeholders */
    static String withoutSecrets(String message, CamelContext context, Collection<String> texts) {
        Set<String> names = texts.stream().flatMap(text -> PLACEHOLDER.matcher(text).results()).map(found -> found.group(1))
                .filter(name -> !name.startsWith(OWN) || SensitiveUtils.containsSensitive(name)).collect(Collectors.toSet());
        String safe = CamelPath.readable(message);
        for (String name : names) {
            String value = context.getPropertiesComponent().resolveProperty(name).orElse("");
            safe = value.isBlank() || isDefault(value, name) ? safe
                    : anyForm(value).matcher(safe).replaceAll(Matcher.quoteReplacement("{{" + shown(name) + "}}"));
        }
        return withoutParameters(safe);
    }

    /** The placeholder; without its default value if the name is sensitive. */
    private static String shown(String placeholder) {
        String name = placeholder.split(":", 2)[0];
        return SensitiveUtils.containsSensitive(name) ? name : placeholder;
    }

    /** Whether the value is the placeholder's default, {@code {{name:value}}}: such a value is not secret unless the name is sensitive. */
    private static boolean isDefault(String value, String placeholder) {
        return shown(placeholder).equals(placeholder)
                && Pattern.compile(":\\s*" + Pattern.quote(value.strip()) + "\\s*$").matcher(placeholder).find();
    }

    /** Matches the value, also as a URI encodes it and as Camel decodes it from a URI. */
    private static Pattern anyForm(String value) {
        return Pattern.compile(value.strip().replaceAll("\\s+", " ").codePoints()
                .mapToObj(Redaction::anyForm).collect(Collectors.joining()));
    }

    private static String anyForm(int codePoint) {
        String character = Character.toString(codePoint);
        return character.matches("[ +]") ? "(?:\\s|\\+|%20|%2[Bb])+"
                : "(?:" + Pattern.quote(character) + "|(?i:"
                        + Pattern.quote(URLEncoder.encode(character, StandardCharsets.UTF_8)) + "))";
    }
}
