package io.github.maskroute.camel;

import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.sqs.PatientReceives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over edits of route files, schemas and statements while they run: a good one at once, a bad one not at all.
 *
 * <p>The folder is taken as a whole, or left as a whole: routes read schemas and statements from it when they start, so
 * none may start while a file is broken. Files are compared by content once a second, which also sees what a mounted
 * volume swaps beneath a link. An edit is looked at once all files have stood unchanged from one look to the next. Runs
 * on a thread of its own.
 */
public final class LiveEdits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveEdits.class);
    private static final String ROUTES = ".camel.yaml";
    private static final String SCHEMA = ".schema.json";
    private static final String STATEMENT = ".sql";
    private static final String ROUTE_CONFIGURATION = "routeConfiguration:";

    private final CamelContext context;
    private final Path folder;
    private final PatientReceives receives;
    private final RouteTrial routeTrial;
    private final StatementTrial statementTrial;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "maskroute-live-edits");
        thread.setDaemon(true);
        return thread;
    });

    /** File to text: what runs, what was refused since, and what the last look saw. */
    private Map<Path, String> inForce = Map.of();
    private Map<Path, String> refused = Map.of();
    private Map<Path, String> seen = Map.of();

    /**
     * @param folder with the route files, and, at any depth, the schemas and statements that they refer to
     * @param givenBeans that the routes need and do not make
     * @param receives are paused while a route is swapped, so that no long poll delays it
     */
    public LiveEdits(CamelContext context, Path folder, Map<String, Object> givenBeans, DataSource dataSource, PatientReceives receives) {
        this.context = context;
        this.folder = folder;
        this.receives = receives;
        this.routeTrial = new RouteTrial(context, givenBeans);
        this.statementTrial = new StatementTrial(context, dataSource);
    }

    /** Takes the files as they are for those that run, and watches from now on. */
    public void start() {
        inForce = read();
        watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Ends the watch; an edit that is being taken over is taken to its end. */
    @Override
    public void close() {
        watch.shutdown();
        try {
            watch.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Map<Path, String> now = new TreeMap<>(inForce);
            now.putAll(read());
            boolean stands = now.equals(seen);
            seen = now;
            if (now.equals(inForce) && !refused.isEmpty()) {
                refused = Map.of();
                LOG.info("The files in {} are again those in force.", folder);
            } else if (stands && !now.equals(inForce) && !now.equals(refused)) {
                edit(now);
            }
        } catch (Exception e) {
            LOG.error("{} cannot be watched: {}", folder, e.getMessage());
        }
    }

    private void edit(Map<Path, String> now) {
        List<Path> changed = now.keySet().stream().filter(file -> !now.get(file).equals(inForce.get(file))).toList();
        try {
            for (Path file : changed) {
                if (!check(file, now.get(file))) {
                    return;
                }
            }
            Set<String> routeIds = routeTrial.check(routesOf(now));
            swap(routesToLoad(changed, now), routeIds);
            inForce = now;
            refused = Map.of();
            changed.forEach(file -> LOG.info("{} is edited and in force.", file));
        } catch (EditRefusedException e) {
            refused = now;
            LOG.error("{} - the last good version stays in force.", e.getMessage());
        } catch (Exception e) {
            refused = now;
            restore();
            LOG.error("{} could not be started: {}", changed, e.getMessage());
        }
    }

    /** @return false if this cannot be told while the database is away, and must be asked again */
    private boolean check(Path file, String text) throws EditRefusedException {
        if (file.toString().endsWith(STATEMENT)) {
            return statementTrial.check(file, text);
        }
        if (file.toString().endsWith(SCHEMA)) {
            try {
                EventSchema.read(file);
            } catch (InvalidSchemaException e) {
                throw new EditRefusedException(file, e.line(), String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private Map<Path, String> routesOf(Map<Path, String> texts) {
        Map<Path, String> routes = new TreeMap<>(texts);
        routes.keySet().removeIf(file -> !file.toString().endsWith(ROUTES));
        return routes;
    }

    /** The changed route files and those that name a changed file; all, if a change sets their error policy. */
    private List<Resource> routesToLoad(List<Path> changed, Map<Path, String> now) {
        boolean all = changed.stream().anyMatch(file -> now.get(file).contains(ROUTE_CONFIGURATION));
        List<Resource> resources = new ArrayList<>();
        routesOf(now).forEach((file, text) -> {
            if (all || changed.contains(file) || changed.stream().anyMatch(other -> text.contains(other.getFileName().toString()))) {
                resources.add(ResourceHelper.fromString("file:" + file, text));
            }
        });
        return resources;
    }

    private void swap(List<Resource> routes, Set<String> routeIds) throws Exception {
        PatientReceives.Pause pause = receives.pause();
        try {
            for (String id : context.getRoutes().stream().map(Route::getId).filter(id -> !routeIds.contains(id)).toList()) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
            PluginHelper.getRoutesLoader(context).updateRoutes(routes);
        } finally {
            pause.close();
        }
    }

    /** If even this fails, nothing is in force, so that the next edit, also one that takes the last back, is tried. */
    private void restore() {
        try {
            Map<Path, String> lastGood = inForce;
            inForce = Map.of();
            swap(routesToLoad(List.copyOf(lastGood.keySet()), lastGood), routeTrial.check(routesOf(lastGood)));
            inForce = lastGood;
        } catch (Exception e) {
            LOG.error("The last good version does not start either: {}", e.getMessage());
        }
    }

    private Map<Path, String> read() {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            Map<Path, String> texts = new TreeMap<>();
            for (Path file : (Iterable<Path>) files.filter(this::isWatched)::iterator) {
                try {
                    texts.put(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                } catch (NoSuchFileException e) {
                    // An editor is just replacing it: the next look will see it.
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As at the start, route files are those in the folder itself. Names with two dots are a mounted volume's own. */
    private boolean isWatched(Path file) {
        Path name = folder.relativize(file);
        boolean volumesOwn = StreamSupport.stream(name.spliterator(), false).anyMatch(part -> part.toString().startsWith(".."));
        return !volumesOwn && (name.toString().endsWith(SCHEMA) || name.toString().endsWith(STATEMENT)
                || (name.getNameCount() == 1 && name.toString().endsWith(ROUTES)));
    }
}
