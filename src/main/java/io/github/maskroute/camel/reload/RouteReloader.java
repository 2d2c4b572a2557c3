package io.github.maskroute.camel.reload;

import io.github.maskroute.outage.Ticker;
import io.github.maskroute.sqs.PausableReceives;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads edited route files, schemas, samples and statements while the routes run: a valid edit at once, an invalid one not at all.
 *
 * <p>The folder is reloaded as a whole or not at all: routes read schemas and statements from it when they start, so no route may
 * start while a file is invalid. Once a second the contents of the files are compared, which also detects that a mounted volume
 * swaps a link's target. An edit is validated once two polls in a row have read the same files. Runs on a thread of its own.
 */
public final class RouteReloader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReloader.class);

    private static final Duration RETRY_PERIOD = Duration.ofSeconds(5);

    private final CamelContext context;
    private final RouteFolder folder;
    private final MissingFiles missing;
    private final PausableReceives receives;
    private final FolderValidator validator;
    private final Ticker watch = Ticker.ofWholeTasks("maskroute-live-edits", Duration.ofSeconds(20));

    /** Text of each file: of the running version, of a refused edit, of the last poll, and of an edit that waits for the database. */
    private Map<Path, String> inForce = Map.of();
    private Map<Path, String> refused = Map.of();
    private Map<Path, String> lastPolled = Map.of();
    private Map<Path, String> waiting = Map.of();
    private AcceptedLosses acceptance;
    private AcceptedLosses refusedWith;
    private List<Problem> problemsOfRefused = List.of();
    private long refusedAtNanos;

    private volatile Optional<String> refusal = Optional.empty();

    /**
     * @param folder of the route files and, at any depth, the schemas and statements that they use
     * @param givenBeans beans that the routes need and do not define, including the data source
     * @param receives paused while a route is replaced, so that no long poll delays it
     */
    public RouteReloader(CamelContext context, Path folder, Map<String, Object> givenBeans, PausableReceives receives) {
        this.context = context;
        this.folder = new RouteFolder(folder);
        this.missing = new MissingFiles(folder);
        this.receives = receives;
        this.acceptance = AcceptedLosses.atStart(folder);
        this.refusedWith = acceptance;
        this.validator = new FolderValidator((properties, first) -> {
            properties.setOverrideProperties(first);
            properties.addPropertiesSource(new ContextProperties(context));
        }, givenBeans, false);
    }

    /** Assumes that the present files are those that run, and polls the folder from now on. */
    public void start() {
        inForce = folder.read();
        watch.every(Duration.ofSeconds(1), this::poll);
    }

    /**
     * The logged line about a refused edit, {@code file:line: cause}, a missing file, or an unreadable folder; empty while the files in
     * the folder are those in force. Safe for use by several threads.
     */
    public Optional<String> refusal() {
        return refusal.or(missing::problem);
    }

    /** Ends polling. A reload in progress is completed. */
    @Override
    public void close() {
        watch.close();
    }

    private void poll() {
        try {
            Optional<Map<Path, String>> present = read();
            if (present.isEmpty()) {
                return;
            }
            missing.poll(inForce.keySet(), present.get());
            Map<Path, String> now = withInForce(present.get());
            AcceptedLosses accepted = acceptance.reloaded(folder.path());
            boolean stable = now.equals(lastPolled) && accepted.equals(acceptance);
            lastPolled = now;
            acceptance = accepted;
            if (now.equals(inForce) && !refused.isEmpty()) {
                setInForce(now);
                LOG.info("The files in {} are again those in force.", folder.path());
            } else if (stable && !now.equals(inForce) && (!(now.equals(refused) && acceptance.equals(refusedWith)) || isRetryDue())) {
                reload(now);
            }
        } catch (Exception | Error e) {
            // The message names the place of the fault; settings that it may quote are redacted.
            LOG.error("{} cannot be watched: {}", folder.path(), redacted(e, lastPolled));
        }
    }

    private Optional<Map<Path, String>> read() {
        try {
            return Optional.of(folder.read());
        } catch (UncheckedIOException e) {
            missing.unreadable();
            return Optional.empty();
        }
    }

    /** A deleted file stays in force. */
    private Map<Path, String> withInForce(Map<Path, String> present) {
        Map<Path, String> now = new TreeMap<>(inForce);
        now.putAll(present);
        return now;
    }

    private void reload(Map<Path, String> now) {
        List<Path> changed = RouteFolder.changed(now, inForce);
        try {
            ValidationResult result = validator.check(now, changed, inForce);
            Optional<LossCheck> losses = result.complete() && result.problems().isEmpty()
                    ? Optional.of(LossCheck.of(validator.checkAgain(folder, inForce), result, changed, acceptance)) : Optional.empty();
            List<Problem> problems = losses.map(LossCheck::problems).orElse(result.problems());
            if (!problems.isEmpty()) {
                refuse(now, problems);
            } else if (!losses.map(LossCheck::complete).orElse(false)) {
                await(now, changed);
            } else if (now.equals(withInForce(folder.read()))) {
                replace(new AffectedRoutes(now).after(changed), result.routeIds());
                setInForce(now);
                changed.forEach(file -> LOG.info("{} is edited and in force.", file));
                losses.ifPresent(this::logLosses);
            }
        } catch (Exception | Error e) {
            refused = now;
            refusedWith = acceptance;
            refusal = Optional.of(changed.get(0) + ":?: could not be started");
            restore();
            LOG.error("{} could not be started: {}", changed, redacted(e, now));
        }
    }

    private void logLosses(LossCheck losses) {
        if (!losses.accepted().isEmpty()) {
            acceptance = acceptance.used();
        }
        Stream.concat(losses.accepted().stream(), losses.remarks().stream()).forEach(remark -> LOG.warn("From this edit on: {}", remark));
    }

    private void setInForce(Map<Path, String> now) {
        inForce = now;
        refused = Map.of();
        refusal = Optional.empty();
    }

    /** An edit that only lacks a table is validated again periodically. */
    private boolean isRetryDue() {
        return problemsOfRefused.stream().anyMatch(problem -> problem.cause().endsWith(Problem.NO_TABLE))
                && System.nanoTime() - refusedAtNanos > RETRY_PERIOD.toNanos();
    }

    private void refuse(Map<Path, String> now, List<Problem> problems) {
        boolean isLogged = now.equals(refused) && acceptance.equals(refusedWith) && problems.equals(problemsOfRefused);
        refusedAtNanos = System.nanoTime();
        problemsOfRefused = problems;
        refused = now;
        refusedWith = acceptance;
        refusal = Optional.of(problems.get(0) + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more in the log)"));
        if (!isLogged) {
            problems.forEach(problem -> LOG.error("{} - the last good version stays in force.", problem));
        }
    }

    private void await(Map<Path, String> now, List<Path> changed) {
        if (!now.equals(waiting)) {
            waiting = now;
            LOG.info("{} is edited and will be validated when the database is available.", changed);
        }
    }

    private void replace(List<Resource> routes, Set<String> routeIds) throws Exception {
        PausableReceives.Pause pause = receives.pause();
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

    /** If this fails too, no version is in force, so that any next edit is validated, including one that reverts the last. */
    private void restore() {
        Map<Path, String> lastGood = inForce;
        inForce = Map.of();
        try {
            Set<String> routeIds = validator.check(lastGood, List.of(), Map.of()).routeIds();
            replace(new AffectedRoutes(lastGood).after(lastGood.keySet()), routeIds);
            inForce = lastGood;
        } catch (Exception | Error e) {
            LOG.error("The last good version does not start either: {}", redacted(e, lastGood));
        }
    }

    private String redacted(Throwable e, Map<Path, String> files) {
        return Redaction.withoutSecrets(String.valueOf(e.getMessage()), context, files.values());
    }
}
