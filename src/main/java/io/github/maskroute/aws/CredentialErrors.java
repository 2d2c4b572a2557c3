package io.github.maskroute.aws;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why somebody had no credentials, in a line without anything that looks like a secret. */
final class CredentialErrors {

    private static final int LONGEST = 400;
    private static final String HIDDEN = "…";

    /** Of the SDK's own words: lists of files, sections and attempts, and the text that a command printed. */
    private static final Pattern LISTS = Pattern.compile(":? ?ProfileFile\\(.*|,? ?\\(SDK [^()]*: \\d+\\)|\\[Source: \\(String\\).*");

    /** In URLs, in headers, and after the name of something secret. */
    private static final Pattern NAMED = Pattern.compile("(?<=://)[^/@\\s]+(?=@)|(?<=\\b(?i:bearer|basic) )\\S+"
            + "|(?<=(?i:key|keyid|token|secret|password|passwd|credential|signature|authorization)[\"']?\\s{0,2}[=:]\\s{0,2})"
            + "(?:\"[^\"]*\"|'[^']*'|[\"']?[^\\s,;\"'}]+)"
            // A parser's words for what a command printed instead of credentials.
            + "|(?<=Unrecognized token ')[^']*|(?<=\\bText ')[^']*(?=' could not be parsed)");

    /** Key ids, keys, tokens and hashes: long, and of more kinds of characters than a word or a path. An ARN names no secret. */
    private static final Pattern RANDOM = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{8,}|\\b[0-9a-fA-F]{32,}\\b"
            + "|(?<![A-Za-z0-9+/=_-])(?<!arn:[a-z0-9:-]{0,60})"
            + "(?=[A-Za-z0-9+/=_.-]*[0-9])(?=[A-Za-z0-9+/=_.-]*[A-Z])(?=[A-Za-z0-9+/=_.-]*[a-z])"
            + "[A-Za-z0-9+/=_.-]{20,}");

    private CredentialErrors() {}

    /** What was thrown, and why. */
    static String of(Throwable thrown) {
        Set<String> messages = new LinkedHashSet<>();
        causes(thrown).map(cause -> words(cause)).filter(words -> messages.stream().noneMatch(known -> known.contains(words)))
                .forEach(messages::add);
        return String.join(": ", messages);
    }

    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(8);
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : withoutSecrets(cause.getMessage());
        // A missing file is named by nothing else.
        return cause instanceof IOException && !message.contains(" ") ? cause.getClass().getSimpleName() + " " + message : message;
    }

    static String withoutSecrets(String message) {
        String line = LISTS.matcher(message.replaceAll("\\s+", " ").strip()).replaceAll("");
        String safe = RANDOM.matcher(NAMED.matcher(line).replaceAll(HIDDEN)).replaceAll(HIDDEN).replaceFirst("\\.$", "")
                .replace("; ", ", ");
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + HIDDEN : safe;
    }
}
