package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.text.YamlDocument;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Resource;

/**
 * Which route files an edit concerns. Immutable and safe for use by several threads.
 *
 * @param texts file to text, all of them good
 */
record AffectedRoutes(Map<Path, String> texts) {

    private static final String ROUTE_CONFIGURATION = "routeConfiguration:";

    /**
     * The changed ones, those that name a changed file, and those that name a bean of one that is loaded, which is made anew with
     * it; all, if a change sets their error policy.
     */
    List<Resource> after(Collection<Path> changed) {
        Map<Path, String> routes = RouteFolder.routesOf(texts);
        Set<Path> loaded = changed.stream().anyMatch(file -> texts.getOrDefault(file, "").contains(ROUTE_CONFIGURATION))
                ? routes.keySet() : concerned(routes, changed);
        return routes.entrySet().stream().filter(route -> loaded.contains(route.getKey()))
                .map(route -> CamelPath.resource(route.getKey(), route.getValue())).toList();
    }

    private static Set<Path> concerned(Map<Path, String> routes, Collection<Path> changed) {
        Set<Path> concerned = new HashSet<>(changed);
        boolean more = true;
        while (more) {
            Pattern names = concerned.stream().flatMap(file -> names(file, routes)).map(Pattern::quote)
                    .collect(Collectors.collectingAndThen(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])"), Pattern::compile));
            more = concerned.addAll(routes.keySet().stream().filter(file -> names.matcher(routes.get(file)).find()).toList());
        }
        return concerned;
    }

    /** By which others may name a file, or what it makes. */
    private static Stream<String> names(Path file, Map<Path, String> routes) {
        return Stream.concat(Stream.of(String.valueOf(file.getFileName())),
                routes.containsKey(file) ? beans(routes.get(file)) : Stream.empty());
    }

    private static Stream<String> beans(String text) {
        return StreamSupport.stream(new YamlDocument(text, YamlDocument.Scalars.TEXTS).json().spliterator(), false)
                .flatMap(item -> StreamSupport.stream(item.path("beans").spliterator(), false))
                .map(bean -> bean.path("name").asText()).filter(name -> !name.isEmpty());
    }
}
