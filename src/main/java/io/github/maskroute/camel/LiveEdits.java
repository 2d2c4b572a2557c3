package io.github.maskroute.camel;

import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.sqs.PatientReceives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over edits of route files, schemas and statements while they run: a good one at once, a bad one not at all.
 *
 * <p>Files are compared by content once a second, which also sees what a mounted volume swaps beneath a link. An edit
 * is looked at once it has stood unchanged from one look to the next. Runs on a thread of its own.
 */
public final class LiveEdits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveEdits.class);
    private static final PathMatcher ROUTES = FileSystems.getDefault().getPathMatcher("glob:**.camel.yaml");
    private static final PathMatcher WATCHED = FileSystems.getDefault().getPathMatcher("glob:**.{camel.yaml,schema.json,sql}");
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

    /** File to text: what runs, what was refused, and what the last look saw. */
    private final Map<Path, String> inForce = new TreeMap<>();
    private final Map<Path, String> refused = new HashMap<>();
    private Map<Path, String> seen = Map.of();

    /**
     * @param folder with the route files, and, at any depth, what they refer to
     * @param receives are paused while a route is swapped, so that no long poll delays it
     */
    public LiveEdits(CamelContext context, Path folder, DataSource dataSource, PatientReceives receives) {
        this.context = context;
        this.folder = folder;
        this.receives = receives;
        this.routeTrial = new RouteTrial(context);
        this.statementTrial = new StatementTrial(context, dataSource);
    }

    /** Takes the files as they are for those that run, and watches from now on. */
    public void start() {
        inForce.putAll(read());
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
            Map<Path, String> now = read();
            now.forEach((file, text) -> {
                if (text.equals(seen.get(file)) && !text.equals(inForce.get(file)) && !text.equals(refused.get(file))) {
                    edit(file, text, now);
                }
            });
            seen = now;
        } catch (RuntimeException e) {
            LOG.error("{} cannot be watched: {}", folder, e.getMessage());
        }
    }

    private void edit(Path file, String text, Map<Path, String> now) {
        Map<Path, String> routes = routesThatUse(file, text, now);
        try {
            if (!check(file, text)) {
                return;
            }
            for (Map.Entry<Path, String> route : routes.entrySet()) {
                routeTrial.check(resource(route.getKey(), route.getValue()), route.getValue());
            }
            swap(routes);
            inForce.put(file, text);
            refused.remove(file);
            LOG.info("{} is edited and in force.", file);
        } catch (EditRefusedException e) {
            refused.put(file, text);
            LOG.error("{}:{}: {} - the last good version stays in force.", file, e.line() == 0 ? "?" : e.line(), e.getMessage());
        }
    }

    /** What must be built anew: the route file itself, those that name this file, all if it sets their error policy. */
    private Map<Path, String> routesThatUse(Path file, String text, Map<Path, String> now) {
        Map<Path, String> routes = new TreeMap<>();
        now.forEach((other, otherText) -> {
            boolean uses = other.equals(file) || otherText.contains(file.getFileName().toString())
                    || (ROUTES.matches(file) && text.contains(ROUTE_CONFIGURATION));
            if (ROUTES.matches(other) && uses) {
                routes.put(other, other.equals(file) ? text : inForce.getOrDefault(other, otherText));
            }
        });
        return routes;
    }

    /** @return false if this cannot be told now, and must be asked again */
    private boolean check(Path file, String text) throws EditRefusedException {
        if (file.toString().endsWith(".sql")) {
            return statementTrial.check(text);
        }
        if (file.toString().endsWith(".schema.json")) {
            try {
                EventSchema.read(file);
            } catch (InvalidSchemaException e) {
                throw new EditRefusedException(e.line(), String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private void swap(Map<Path, String> routes) throws EditRefusedException {
        receives.pause();
        try {
            load(routes);
        } catch (Exception e) {
            restore(routes);
            throw new EditRefusedException(0, String.valueOf(e.getMessage()));
        } finally {
            receives.resume();
        }
    }

    private void restore(Map<Path, String> routes) {
        Map<Path, String> lastGood = new TreeMap<>(inForce);
        lastGood.keySet().retainAll(routes.keySet());
        try {
            load(lastGood);
        } catch (Exception e) {
            LOG.error("The last good version of {} does not start either: {}", lastGood.keySet(), e.getMessage());
        }
    }

    private void load(Map<Path, String> routes) throws Exception {
        List<Resource> resources = routes.entrySet().stream().map(route -> resource(route.getKey(), route.getValue())).toList();
        PluginHelper.getRoutesLoader(context).updateRoutes(resources);
    }

    private static Resource resource(Path file, String text) {
        return ResourceHelper.fromString("file:" + file, text);
    }

    private Map<Path, String> read() {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<Path, String> texts = new TreeMap<>();
            for (Path file : (Iterable<Path>) files.filter(WATCHED::matches)::iterator) {
                try {
                    texts.put(file, Files.readString(file, StandardCharsets.UTF_8));
                } catch (NoSuchFileException e) {
                    // An editor is just replacing it: the next look will see it.
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
