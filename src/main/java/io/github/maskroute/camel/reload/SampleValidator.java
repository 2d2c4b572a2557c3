package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.camel.LeftInQueueException;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes the sample event of each schema through the very beans and statements that an edit would bring into force, in a
 * context and a transaction that are thrown away.
 *
 * <p>The sample must be accepted and add one row, and added again none. A schema without a sample is passed over with a
 * note. For one thread.
 */
final class SampleValidator {

    private final List<TrialRoute> routes;
    private final Map<Path, String> files;
    private final Collection<Path> changed;
    private final Map<Path, String> earlier;
    private final Optional<StoreValidator> store;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, RetainedFields> kept = new LinkedHashMap<>();

    /**
     * @param routes of these files, built for the trial
     * @param files file to text
     * @param changed the first to be blamed
     * @param earlier the files in force, whose samples are tried too
     * @param store empty: the statement is left out
     */
    SampleValidator(List<TrialRoute> routes, Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier,
            Optional<StoreValidator> store) {
        this.routes = routes;
        this.files = files;
        this.changed = changed;
        this.earlier = earlier;
        this.store = store;
    }

    /**
     * Tries the sample of each route that masks.
     *
     * @return false if the database is away, so that nothing is known
     * @throws EditRefusedException if a sample does not become one row
     */
    boolean check() throws EditRefusedException {
        routes.forEach(route -> keep(RetainedFields.of(route.id(), route.masks().type())));
        boolean known = true;
        for (TrialRoute route : routes) {
            known &= check(route);
        }
        return known;
    }

    /** What was not tried, and why. */
    List<String> notes() {
        return notes;
    }

    /** What each route that masks keeps. */
    List<RetainedFields> kept() {
        return List.copyOf(kept.values());
    }

    private void keep(RetainedFields route) {
        kept.put(route.route(), route);
    }

    private boolean check(TrialRoute route) throws EditRefusedException {
        Path schema = route.masks().schemaFile();
        Path sample = RouteFolder.sampleOf(schema);
        Optional<String> text = text(files, sample);
        if (text.isEmpty()) {
            notes.add("no " + sample.getFileName() + " beside " + schema
                    + ": neither this schema nor the statement behind it was tried on a sample");
            return true;
        }
        Object row = row(route, sample, text.get(), List.of(schema, sample, route.file()));
        Optional<String> to = route.to();
        if (to.isEmpty() || store.isEmpty()) {
            return true;
        }
        if (!store.get().isSafe()) {
            notes.add("the routes have a data source of their own: " + sample.getFileName() + " was not stored on trial");
            return true;
        }
        return store.get().check(route.file(), to.get(), row)
                && keepColumns(route, to.get(), text.get(), text(earlier, sample).orElse(text.get()));
    }

    private boolean keepColumns(TrialRoute route, String to, String own, String ofEarlier) {
        Optional<RetainedFields.Columns> columns = store.orElseThrow().columns(to, () -> row(route, own));
        Optional<RetainedFields.Columns> columnsOfEarlier = own.equals(ofEarlier) || !accepts(route, ofEarlier) ? columns
                : store.orElseThrow().columns(to, () -> row(route, ofEarlier));
        if (columns.isEmpty() || columnsOfEarlier.isEmpty()) {
            return false;
        }
        keep(Objects.requireNonNull(kept.get(route.id())).withColumns(columns.get(), columnsOfEarlier.get()));
        return true;
    }

    private Object row(TrialRoute route, Path sample, String text, List<Path> suspects) throws EditRefusedException {
        try {
            return row(route, text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new EditRefusedException(sample, line, StrictJson.explain(e, text).detail());
        } catch (RejectedException | LeftInQueueException e) {
            Path blamed = FaultLocator.firstChanged(suspects, changed);
            String field = e instanceof RejectedException rejected ? fieldOf(rejected.rejection().detail()) : "";
            throw new EditRefusedException(blamed, FaultLocator.lineOfField(field, files.getOrDefault(blamed, "")),
                    sample.getFileName() + " is not accepted: " + e.getMessage());
        }
    }

    /** The last name of the place that a detail begins with, if it begins with one. */
    private static String fieldOf(String detail) {
        String place = detail.split(" ", 2)[0].replace("[]", "");
        return place.substring(place.lastIndexOf('.') + 1);
    }

    private static Object row(TrialRoute route, String text) throws JsonProcessingException, RejectedException, LeftInQueueException {
        return route.masked(route.masks(), StrictJson.mapper().readValue(text, JsonNode.class), Instant.now());
    }

    private static boolean accepts(TrialRoute route, String text) {
        try {
            row(route, text);
            return true;
        } catch (JsonProcessingException | RejectedException | LeftInQueueException e) {
            return false;
        }
    }

    private static Optional<String> text(Map<Path, String> files, Path file) {
        return files.entrySet().stream().filter(other -> FaultLocator.isSame(other.getKey(), file)).map(Map.Entry::getValue).findFirst();
    }
}
