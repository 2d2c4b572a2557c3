package io.github.maskroute.camel.reload;

import io.github.maskroute.camel.CamelPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Loads the route files of a folder into Camel, whatever the folder's name: Camel would interpret commas and stars in a pattern with
 * that name. Routes that {@code camel.main.routesIncludePattern} finds elsewhere are loaded too.
 */
public final class FolderRoutesCollector extends DefaultRoutesCollector {

    private final Path folder;

    public FolderRoutesCollector(Path folder) {
        this.folder = folder;
    }

    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(
            CamelContext context, @Nullable String exclude, @Nullable String include) {
        List<Resource> all = new ArrayList<>();
        RouteFolder.routesOf(new RouteFolder(folder).read()).forEach((file, text) -> all.add(CamelPath.resource(file, text)));
        String others = Arrays.stream(Objects.requireNonNullElse(include, "").split(","))
                .filter(pattern -> !pattern.isBlank() && !pattern.startsWith("file:" + CamelPath.of(folder) + "/"))
                .collect(Collectors.joining(","));
        if (!others.isEmpty()) {
            all.addAll(super.findRouteResourcesFromDirectory(context, exclude, others));
        }
        return all;
    }
}
