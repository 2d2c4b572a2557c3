package io.github.maskroute.camel;

import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * What may be shown of an endpoint: its scheme and, where that cannot be a secret, the last part of its name.
 *
 * @param scheme such as {@code aws2-sqs}
 * @param name such as a queue's; empty where it is not shown
 */
public record EndpointName(String scheme, String name) {

    /** Elsewhere the name may be an address with a password, or a path that is a password itself. */
    private static final Set<String> NAMED = Set.of(
            "aws2-sqs", "aws2-sns", "bean", "cron", "direct", "jdbc", "kafka", "log", "mock", "quartz", "scheduler", "seda", "timer");

    /** Reads it off a URI as a route has it, with placeholders and parameters. */
    public static EndpointName of(CamelContext context, String uri) {
        String path = uri.split("\\?", 2)[0];
        String scheme = path.split(":", 2)[0];
        String name = path.substring(Math.min(path.length(), scheme.length() + 1));
        if (scheme.contains("{{")) {
            return new EndpointName("an endpoint named by a setting", "");
        }
        boolean shown = NAMED.contains(scheme) || (scheme.equals("sql") && name.matches("(//)?(file|classpath):.*"));
        return new EndpointName(scheme, shown ? last(context.resolvePropertyPlaceholders(name)) : "");
    }

    private static String last(String name) {
        return name.replaceFirst(".*[/:]", "");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? scheme : scheme + " " + name;
    }
}
