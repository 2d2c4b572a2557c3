package io.github.maskroute.aws;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Describes errors of credential providers in one line, without anything that looks like a secret. */
final class CredentialErrors {

    private static final int MAX_LENGTH = 400;
    private static final String HIDDEN = "…";

    /** Parts of the SDK's messages to omit: lists of files, sections and attempts, and the output of a command. */
    private static final Pattern OMITTED = Pattern.compile(":? ?ProfileFile\\(.*|,? ?\\(SDK [^()]*: \\d+\\)|\\[Source: \\(String\\).*");

    /** Secrets in URLs, in headers, and after a name such as `password`. */
    private static final Pattern NAMED = Pattern.compile("(?<=://)[^/@\\s]+(?=@)|(?<=\\b(?i:bearer|basic) )\\S+"
            + "|(?<=(?i:key|keyid|token|secret|password|passwd|credential|signature|authorization)[\"']?\\s{0,2}[=:]\\s{0,2})"
            + "(?:\"[^\"]*\"|'[^']*'|[\"']?[^\\s,;\"'}]+)"
            // Parser messages that quote the output of a command.
            + "|(?<=Unrecognized token ')[^']*|(?<=\\bText ')[^']*(?=' could not be parsed)");

    /** Key ids, keys, tokens and hashes: long, with more kinds of characters than a word or a path. ARNs are not secret. */
    private static final Pattern RANDOM = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{8,}|\\b[0-9a-fA-F]{32,}\\b"
            + "|(?<![A-Za-z0-9+/=_-])(?<!arn:[a-z0-9:-]{0,60})"
            + "(?=[A-Za-z0-9+/=_.-]*[0-9])(?=[A-Za-z0-9+/=_.-]*[A-Z])(?=[A-Za-z0-9+/=_.-]*[a-z])"
            + "[A-Za-z0-9+/=_.-]{20,}");

    private CredentialErrors() {}

    /** The messages of an exception and its causes. */
    static String of(Throwable thrown) {
        Set<String> messages = new LinkedHashSet<>();
        causes(thrown).map(CredentialErrors::message).filter(message -> messages.stream().noneMatch(known -> known.contains(message)))
                .forEach(messages::add);
        return String.join(": ", messages);
    }

    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(8);
    }

    private static String message(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : withoutSecrets(cause.getMessage());
        // The message of a missing file is only its path.
        return cause instanceof IOException && !message.contains(" ") ? cause.getClass().getSimpleName() + " " + message : message;
    }

    static String withoutSecrets(String message) {
        String line = OMITTED.matcher(message.replaceAll("\\s+", " ").strip()).replaceAll("");
        String safe = RANDOM.matcher(NAMED.matcher(line).replaceAll(HIDDEN)).replaceAll(HIDDEN).replaceFirst("\\.$", "")
                .replace("; ", ", ");
        return safe.length() > MAX_LENGTH ? safe.substring(0, MAX_LENGTH) + HIDDEN : safe;
    }
}
