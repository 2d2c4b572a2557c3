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
 * Runs the sample event of each schema through the beans and statements of an edited version, in the validation's own CamelContext
 * and a transaction that is rolled back.
 *
 * <p>The sample must be accepted and add one row, and no row when it is stored again. A schema without a sample is skipped with a
 * note. For one thread.
 */
final class SampleValidator {

    private final List<MaskingRoute> routes;
    private final Map<Path, String> files;
    private final Collection<Path> changed;
    private final Map<Path, String> earlier;
    private final Optional<StoreValidator> store;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, RetainedFields> kept = new LinkedHashMap<>();

    /**
     * @param routes the masking routes of these files
     * @param files text of each file
     * @param changed files that are suspected first
     * @param earlier text of each file in force, whose samples are run too
     * @param store empty to skip the statements
     */
    SampleValidator(List<MaskingRoute> routes, Map<Path, String> files, Collection<Path> changed, Map<Path, String> earlier,
            Optional<StoreValidator> store) {
        this.routes = routes;
        this.files = files;
        this.changed = changed;
        this.earlier = earlier;
        this.store = store;
    }

    /**
     * Runs the sample of each masking route.
     *
     * @return false if the database is unavailable and the result therefore incomplete
     * @throws EditRefusedException if a sample does not become one row
     */
    boolean check() throws EditRefusedException {
        routes.forEach(route -> keep(RetainedFields.of(route.id(), route.masks().type())));
        boolean known = true;
        for (MaskingRoute route : routes) {
            known &= check(route);
        }
        return known;
    }

    /** What was not run, and why. */
    List<String> notes() {
        return notes;
    }

    /** What each masking route stores of its events. */
    List<RetainedFields> kept() {
        return List.copyOf(kept.values());
    }

    private void keep(RetainedFields route) {
        kept.put(route.route(), route);
    }

    private boolean check(MaskingRoute route) throws EditRefusedException {
        Path schema = route.masks().schemaFile();
        Path sample = RouteFolder.sampleOf(schema);
        Optional<String> text = text(files, sample);
        if (text.isEmpty()) {
            notes.add("no " + sample.getFileName() + " next to " + schema
                    + ": neither this schema nor its statement was run on a sample");
            return true;
        }
        Object row = row(route, sample, text.get(), List.of(schema, sample, route.file()));
        Optional<String> to = route.to();
        if (to.isEmpty() || store.isEmpty()) {
            return true;
        }
        if (!store.get().isSafe()) {
            notes.add("the routes define a data source of their own: " + sample.getFileName() + " was not stored");
            return true;
        }
        return store.get().check(route.file(), to.get(), row)
                && keepColumns(route, to.get(), text.get(), text(earlier, sample).orElse(text.get()));
    }

    private boolean keepColumns(MaskingRoute route, String to, String own, String ofEarlier) {
        Optional<RetainedFields.Columns> columns = store.orElseThrow().columns(to, () -> row(route, own));
        Optional<RetainedFields.Columns> columnsOfEarlier = own.equals(ofEarlier) || !accepts(route, ofEarlier) ? columns
                : store.orElseThrow().columns(to, () -> row(route, ofEarlier));
        if (columns.isEmpty() || columnsOfEarlier.isEmpty()) {
            return false;
        }
        keep(Objects.requireNonNull(kept.get(route.id())).withColumns(columns.get(), columnsOfEarlier.get()));
        return true;
    }

    private Object row(MaskingRoute route, Path sample, String text, List<Path> suspects) throws EditRefusedException {
        try {
            return row(route, text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new EditRefusedException(sample, line, StrictJson.explain(e, text).detail());
        } catch (RejectedException | LeftInQueueException e) {
            Path suspect = FaultLocator.firstChanged(suspects, changed);
            String field = e instanceof RejectedException rejected ? fieldOf(rejected.rejection().detail()) : "";
            throw new EditRefusedException(suspect, FaultLocator.lineOfField(field, files.getOrDefault(suspect, "")),
                    sample.getFileName() + " is not accepted: " + e.getMessage());
        }
    }

    /** The last name of the path at the beginning of a detail, if there is one. */
    private static String fieldOf(String detail) {
        String path = detail.split(" ", 2)[0].replace("[]", "");
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Object row(MaskingRoute route, String text) throws JsonProcessingException, RejectedException, LeftInQueueException {
        return route.masked(route.masks(), StrictJson.mapper().readValue(text, JsonNode.class), Instant.now());
    }

    private static boolean accepts(MaskingRoute route, String text) {
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
