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
 * Finds the route files that an edit affects. Immutable and safe for use by several threads.
 *
 * @param texts text of each file, all valid
 */
record AffectedRoutes(Map<Path, String> texts) {

    private static final String ROUTE_CONFIGURATION = "routeConfiguration:";

    /**
     * The changed route files, those that name a changed file, and those that name a bean of a file that is reloaded, because its beans
     * are recreated. All route files, if a change concerns a routeConfiguration.
     */
    List<Resource> after(Collection<Path> changed) {
        Map<Path, String> routes = RouteFolder.routesOf(texts);
        Set<Path> affected = changed.stream().anyMatch(file -> texts.getOrDefault(file, "").contains(ROUTE_CONFIGURATION))
                ? routes.keySet() : affected(routes, changed);
        return routes.entrySet().stream().filter(route -> affected.contains(route.getKey()))
                .map(route -> CamelPath.resource(route.getKey(), route.getValue())).toList();
    }

    private static Set<Path> affected(Map<Path, String> routes, Collection<Path> changed) {
        Set<Path> affected = new HashSet<>(changed);
        boolean more = true;
        while (more) {
            Pattern names = affected.stream().flatMap(file -> names(file, routes)).map(Pattern::quote)
                    .collect(Collectors.collectingAndThen(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])"), Pattern::compile));
            more = affected.addAll(routes.keySet().stream().filter(file -> names.matcher(routes.get(file)).find()).toList());
        }
        return affected;
    }

    /** The names by which other files may refer to a file or to its beans. */
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
