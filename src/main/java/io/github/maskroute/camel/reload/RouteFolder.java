package io.github.maskroute.camel.reload;

import io.github.maskroute.text.TextInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The routes folder: route files in the folder itself, and schemas, their samples and cases, and statements at any depth.
 */
record RouteFolder(Path path) {

    private static final String ROUTE = ".camel.yaml";
    private static final Pattern ROUTES = Pattern.compile("(?m)^\\s*- (?:route|from|routeTemplate|templatedRoute|rest):");
    private static final String SCHEMA = ".schema.json";
    private static final String SAMPLE = ".sample.json";
    private static final String STATEMENT = ".sql";
    private static final String CASES = "cases";
    private static final String CASE = ".yaml";

    /**
     * Reads the text of each file; {@link FileEncoding} checks whether it is valid text. Files that Camel reads itself are decoded as
     * Camel decodes them, including a byte order mark.
     */
    Map<Path, String> read() {
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            Map<Path, String> texts = new TreeMap<>();
            for (Path file : (Iterable<Path>) files.filter(this::isOurs)::iterator) {
                try {
                    byte[] bytes = Files.readAllBytes(file);
                    texts.put(file, isReadByCamel(file) ? new String(bytes, StandardCharsets.UTF_8) : TextInput.lenient(bytes));
                } catch (NoSuchFileException e) {
                    // An editor is replacing it: the next poll will find it.
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies these files to another folder, and links all other present files there, because routes may refer to them. */
    void copy(Map<Path, String> texts, Path copy) throws IOException {
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path file = copy.resolve(path.relativize(text.getKey()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
        try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path link = copy.resolve(path.relativize(file));
                if (!isOurs(file) && !isVolumeInternal(path.relativize(file))) {
                    Files.createDirectories(link.getParent());
                    Files.createSymbolicLink(link, file.toAbsolutePath());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // An editor's temporary files may disappear meanwhile. If a route needs a file that is missing, building the route fails.
        }
    }

    /** The files that differ from an earlier version, in the order of the files. */
    static List<Path> changed(Map<Path, String> texts, Map<Path, String> earlier) {
        return texts.keySet().stream().filter(file -> !texts.get(file).equals(earlier.get(file))).toList();
    }

    /** The route files. Files with beans only come first, because routes of other files use the beans. */
    static Map<Path, String> routesOf(Map<Path, String> texts) {
        Map<Path, String> routes = new LinkedHashMap<>();
        Stream.of(true, false).forEach(beansAlone -> texts.forEach((file, text) -> {
            if (isRoute(file) && !ROUTES.matcher(text).find() == beansAlone) {
                routes.put(file, text);
            }
        }));
        return routes;
    }

    /** Whether Camel reads the file itself; it reads UTF-8 only. */
    static boolean isReadByCamel(Path file) {
        return isRoute(file) || isStatement(file);
    }

    static boolean isRoute(Path file) {
        return file.toString().endsWith(ROUTE);
    }

    /** Whether a file is named after a route. */
    static boolean isRouteOf(String routeId, Path file) {
        return file.endsWith(routeId + ROUTE);
    }

    /** Whether a file is in the folder of the event type with this schema name. */
    static boolean isBeside(String schema, Path file) {
        return file.getParent() != null && schema.matches(Pattern.quote(String.valueOf(file.getParent().getFileName())) + "[-.].*");
    }

    static boolean isSchema(Path file) {
        return file.toString().endsWith(SCHEMA);
    }

    static boolean isStatement(Path file) {
        return file.toString().endsWith(STATEMENT);
    }

    /** Path of a schema's sample; the file may not exist. */
    static Path sampleOf(Path schema) {
        String name = String.valueOf(schema.getFileName());
        return schema.resolveSibling((name.endsWith(SCHEMA) ? name.substring(0, name.length() - SCHEMA.length()) : name) + SAMPLE);
    }

    /** Whether a file contains cases of any schema. */
    static boolean isCases(Path file) {
        return file.toString().endsWith(CASE) && file.getParent() != null && file.getParent().endsWith(CASES);
    }

    /** Whether a file contains cases of this schema. */
    static boolean isCasesOf(Path schema, Path file) {
        return isCases(file) && FaultLocator.isSame(file.getParent(), schema.resolveSibling(CASES));
    }

    private boolean isOurs(Path file) {
        Path name = path.relativize(file);
        return !isVolumeInternal(name) && (isRoute(name) ? name.getNameCount() == 1
                : isSchema(name) || name.toString().endsWith(SAMPLE) || isStatement(name) || isCases(name));
    }

    /** Kubernetes keeps internal files of mounted volumes under names that begin with two dots. */
    private static boolean isVolumeInternal(Path name) {
        return StreamSupport.stream(name.spliterator(), false).anyMatch(part -> part.toString().startsWith(".."));
    }
}
