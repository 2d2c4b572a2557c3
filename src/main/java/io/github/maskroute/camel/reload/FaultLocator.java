package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.event.InvalidSchemaException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Finds the file and line of a fault that does not name them. */
final class FaultLocator {

    private static final String DUE_TO = " due to: ";
    private static final Pattern WORD = Pattern.compile("[\\w.-]{4,}");

    private FaultLocator() {}

    /** Converts an exception of Camel about a route file. */
    static EditRefusedException refusal(Path file, String text, Exception thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof InvalidSchemaException)) {
            root = root.getCause();
        }
        if (root instanceof MarkedYamlEngineException marked) {
            return new EditRefusedException(file, line(marked), marked.getProblem());
        }
        String ofRoot = String.valueOf(root.getMessage());
        String message = ofRoot.contains(" ") ? ofRoot : root.getClass().getSimpleName() + ": " + ofRoot;
        // Before these words Camel quotes the whole URI of the endpoint.
        String cause = message.substring(message.indexOf(DUE_TO) < 0 ? 0 : message.indexOf(DUE_TO) + DUE_TO.length());
        return new EditRefusedException(file, line(cause, text), cause);
    }

    static int line(MarkedYamlEngineException malformed) {
        return malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** The line with the longest word of the cause that is on exactly one line of the file; 0 if none exists. */
    static int line(String cause, String text) {
        List<String> lines = text.lines().toList();
        return WORD.matcher(cause).results()
                .map(MatchResult::group)
                .sorted(Comparator.comparing(String::length).reversed())
                .map(word -> IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(word)).toArray())
                .filter(found -> found.length == 1)
                .map(found -> found[0] + 1)
                .findFirst()
                .orElse(0);
    }

    /** The first line that meets a condition, from 1; 0 if none does. */
    static int firstLine(String text, Predicate<String> condition) {
        List<String> lines = text.lines().toList();
        return 1 + IntStream.range(0, lines.size()).filter(i -> condition.test(lines.get(i))).findFirst().orElse(-1);
    }

    /** The line of a character, from 1. */
    static int lineAt(int index, String text) {
        return (int) text.substring(0, index + 1).lines().count();
    }

    /** The line that defines a field, in JSON or YAML; 0 if none exists. */
    static int lineOfField(String field, String text) {
        Pattern key = Pattern.compile("(?:^|[\\s{,])\"?" + Pattern.quote(field) + "\"?\\s*:");
        return firstLine(text, line -> key.matcher(line).find());
    }

    /** The line where a statement begins, after leading comments; 1 if there is no statement. */
    static int firstLineOf(String sql) {
        return Math.max(1, firstLine(sql, line -> !line.isBlank() && !line.strip().startsWith("--")));
    }

    /** The first suspect that has changed, as its path is spelt in the folder; the first suspect if none has. */
    static Path firstChanged(List<Path> suspects, Collection<Path> changed) {
        return suspects.stream().flatMap(suspect -> changed.stream().filter(file -> isSame(file, suspect))).findFirst()
                .orElse(suspects.get(0));
    }

    static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    static Path fileOf(@Nullable Resource resource) {
        return resource == null ? Path.of("") : CamelPath.file(resource);
    }
}
