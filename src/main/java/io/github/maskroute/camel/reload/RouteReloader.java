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
 * Takes over edits of route files, schemas, samples and statements while they run: a good one at once, a bad one not at all.
 *
 * <p>The folder is taken as a whole, or left as a whole: routes read schemas and statements from it when they start, so
 * none may start while a file is broken. Files are compared by content once a second, which also sees what a mounted
 * volume swaps beneath a link. An edit is looked at once all files have stood unchanged from one look to the next. Runs
 * on a thread of its own.
 */
public final class RouteReloader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReloader.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final CamelContext context;
    private final RouteFolder folder;
    private final MissingFiles absence;
    private final PausableReceives receives;
    private final FolderValidator trial;
    private final Ticker watch = new Ticker("maskroute-live-edits", 1, Duration.ofSeconds(20));

    /** File to text: what runs, what was refused since, what the last look saw, and what waits for the database. */
    private Map<Path, String> inForce = Map.of();
    private Map<Path, String> refused = Map.of();
    private Map<Path, String> seen = Map.of();
    private Map<Path, String> waiting = Map.of();
    private AcceptedLosses acceptance;
    private AcceptedLosses refusedWith;
    private List<Problem> problemsOfRefused = List.of();
    private long triedRefused;

    private volatile Optional<String> refusal = Optional.empty();

    /**
     * @param folder with the route files, and, at any depth, the schemas and statements that they refer to
     * @param givenBeans that the routes need and do not make, the data source among them
     * @param receives are paused while a route is swapped, so that no long poll delays it
     */
    public RouteReloader(CamelContext context, Path folder, Map<String, Object> givenBeans, PausableReceives receives) {
        this.context = context;
        this.folder = new RouteFolder(folder);
        this.absence = new MissingFiles(folder);
        this.receives = receives;
        this.acceptance = AcceptedLosses.atStart(folder);
        this.refusedWith = acceptance;
        this.trial = new FolderValidator((properties, first) -> {
            properties.setOverrideProperties(first);
            properties.addPropertiesSource(new ContextProperties(context));
        }, givenBeans, false);
    }

    /** Takes the files as they are for those that run, and watches from now on. */
    public void start() {
        inForce = folder.read();
        watch.every(Duration.ofSeconds(1), this::look);
    }

    /**
     * The line that the log has of a refused edit, {@code file:line: cause}, of a file that is gone, or of a folder that
     * cannot be read; empty while the files in the folder are those in force. May be asked by any thread.
     */
    public Optional<String> refusal() {
        return refusal.or(absence::problem);
    }

    /** Ends the watch; an edit that is being taken over is taken to its end. */
    @Override
    public void close() {
        watch.close();
    }

    private void look() {
        try {
            Optional<Map<Path, String>> there = readable();
            if (there.isEmpty()) {
                return;
            }
            absence.look(inForce.keySet(), there.get());
            Map<Path, String> now = withInForce(there.get());
            AcceptedLosses accepted = acceptance.now(folder.path());
            boolean stands = now.equals(seen) && accepted.equals(acceptance);
            seen = now;
            acceptance = accepted;
            if (now.equals(inForce) && !refused.isEmpty()) {
                taken(now);
                LOG.info("The files in {} are again those in force.", folder.path());
            } else if (stands && !now.equals(inForce) && (!(now.equals(refused) && acceptance.equals(refusedWith)) || isTimeToTryAgain())) {
                edit(now);
            }
        } catch (Exception | Error e) {
            // With the place of the fault, and without the settings that an exception may quote.
            LOG.error("{} cannot be watched: {}", folder.path(), words(e, seen));
        }
    }

    private Optional<Map<Path, String>> readable() {
        try {
            return Optional.of(folder.read());
        } catch (UncheckedIOException e) {
            absence.unreadable();
            return Optional.empty();
        }
    }

    /** A file that is deleted stays in force. */
    private Map<Path, String> withInForce(Map<Path, String> there) {
        Map<Path, String> now = new TreeMap<>(inForce);
        now.putAll(there);
        return now;
    }

    private void edit(Map<Path, String> now) {
        List<Path> changed = now.keySet().stream().filter(file -> !now.get(file).equals(inForce.get(file))).toList();
        try {
            ValidationResult findings = trial.check(now, changed, inForce);
            Optional<LossCheck> losses = findings.complete() && findings.problems().isEmpty()
                    ? Optional.of(LossCheck.of(trial.checkAgain(folder, inForce), findings, changed, acceptance)) : Optional.empty();
            List<Problem> problems = losses.map(LossCheck::problems).orElse(findings.problems());
            if (!problems.isEmpty()) {
                refuse(now, problems);
            } else if (!losses.map(LossCheck::complete).orElse(false)) {
                await(now, changed);
            } else if (now.equals(withInForce(folder.read()))) {
                swap(new AffectedRoutes(now).after(changed), findings.routeIds());
                taken(now);
                changed.forEach(file -> LOG.info("{} is edited and in force.", file));
                losses.ifPresent(this::tell);
            }
        } catch (Exception | Error e) {
            refused = now;
            refusedWith = acceptance;
            refusal = Optional.of(changed.get(0) + ":?: could not be started");
            restore();
            LOG.error("{} could not be started: {}", changed, words(e, now));
        }
    }

    private void tell(LossCheck losses) {
        if (!losses.accepted().isEmpty()) {
            acceptance = acceptance.spend();
        }
        Stream.concat(losses.accepted().stream(), losses.remarks().stream()).forEach(words -> LOG.warn("From this edit on: {}", words));
    }

    private void taken(Map<Path, String> now) {
        inForce = now;
        refused = Map.of();
        refusal = Optional.empty();
    }

    /** What lacks nothing but a table is taken once somebody has made it. */
    private boolean isTimeToTryAgain() {
        return problemsOfRefused.stream().anyMatch(problem -> problem.cause().endsWith(Problem.NO_TABLE))
                && System.nanoTime() - triedRefused > TRY_AGAIN.toNanos();
    }

    private void refuse(Map<Path, String> now, List<Problem> problems) {
        boolean isSaid = now.equals(refused) && acceptance.equals(refusedWith) && problems.equals(problemsOfRefused);
        triedRefused = System.nanoTime();
        problemsOfRefused = problems;
        refused = now;
        refusedWith = acceptance;
        refusal = Optional.of(problems.get(0) + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more in the log)"));
        if (!isSaid) {
            problems.forEach(problem -> LOG.error("{} - the last good version stays in force.", problem));
        }
    }

    private void await(Map<Path, String> now, List<Path> changed) {
        if (!now.equals(waiting)) {
            waiting = now;
            LOG.info("{} is edited and will be tried when the database answers.", changed);
        }
    }

    private void swap(List<Resource> routes, Set<String> routeIds) throws Exception {
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

    /** If even this fails, nothing is in force, so that the next edit, also one that takes the last back, is tried. */
    private void restore() {
        Map<Path, String> lastGood = inForce;
        inForce = Map.of();
        try {
            Set<String> routeIds = trial.check(lastGood, List.of(), Map.of()).routeIds();
            swap(new AffectedRoutes(lastGood).after(lastGood.keySet()), routeIds);
            inForce = lastGood;
        } catch (Exception | Error e) {
            LOG.error("The last good version does not start either: {}", words(e, lastGood));
        }
    }

    private String words(Throwable e, Map<Path, String> files) {
        return Redaction.withoutSecrets(String.valueOf(e.getMessage()), context, files.values());
    }
}
