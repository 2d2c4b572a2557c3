package io.github.maskroute.camel;

import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The part of an endpoint that may be displayed: its scheme and, where it cannot be a secret, the last part of its name.
 *
 * @param scheme such as {@code aws2-sqs}
 * @param name for example of a queue; empty where it is not displayed
 */
public record EndpointName(String scheme, String name) {

    /** Schemes whose names are displayed. With others the name may be an address with a password, or a path that is a secret itself. */
    private static final Set<String> SAFE_SCHEMES = Set.of(
            "aws2-sqs", "aws2-sns", "bean", "cron", "direct", "jdbc", "kafka", "log", "mock", "quartz", "scheduler", "seda", "timer");

    /** Reads it from a URI as a route has it, with placeholders and parameters. */
    public static EndpointName of(CamelContext context, String uri) {
        String path = uri.split("\\?", 2)[0];
        String scheme = path.split(":", 2)[0];
        String name = path.substring(Math.min(path.length(), scheme.length() + 1));
        if (scheme.contains("{{")) {
            return new EndpointName("an endpoint named by a setting", "");
        }
        boolean shown = SAFE_SCHEMES.contains(scheme) || (scheme.equals("sql") && name.matches("(//)?(file|classpath):.*"));
        return new EndpointName(scheme, shown ? lastPart(context.resolvePropertyPlaceholders(name)) : "");
    }

    private static String lastPart(String name) {
        return name.replaceFirst(".*[/:]", "");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? scheme : scheme + " " + name;
    }
}
