package io.github.maskroute.camel.reload;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.camel.LeftInQueueException;
import io.github.maskroute.camel.MaskEvent;
import io.github.maskroute.cases.Case;
import io.github.maskroute.cases.CaseFile;
import io.github.maskroute.cases.CaseOutcome;
import io.github.maskroute.cases.MalformedCaseException;
import io.github.maskroute.cases.Verdict;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.StrictJson;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cases of each schema through the steps and statements of an edited version, masked with published keys. It uses the
 * validation's own CamelContext and a transaction that is rolled back. For one thread.
 */
final class CaseValidator {

    private final Map<Path, String> files;
    private final Optional<StoreValidator> store;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param files text of each file
     * @param store empty if nothing is to be stored
     */
    CaseValidator(Map<Path, String> files, Optional<StoreValidator> store) {
        this.files = files;
        this.store = store;
    }

    /**
     * Runs the cases of each route.
     *
     * @return false if the database is unavailable and the result therefore incomplete
     * @throws EditRefusedException if a file of cases is malformed
     */
    boolean check(List<MaskingRoute> routes) throws EditRefusedException {
        files.keySet().stream().filter(RouteFolder::isCases)
                .filter(file -> routes.stream().noneMatch(route -> RouteFolder.isCasesOf(route.masks().schemaFile(), file)))
                .forEach(file -> notes.add("no route has a schema next to the folder of " + file + ": its cases were not run"));
        boolean known = true;
        for (MaskingRoute route : routes) {
            known &= check(route);
        }
        return known;
    }

    /** The verdict on each case. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** What was not run, and why. */
    List<String> notes() {
        return notes;
    }

    /** The failed cases, in texts that quote nothing of their events. */
    List<Problem> problems() {
        return verdicts.stream().filter(verdict -> !verdict.passed())
                .map(verdict -> new Problem(verdict.tried().file(), verdict.tried().line(), verdict.summary())).toList();
    }

    private boolean check(MaskingRoute route) throws EditRefusedException {
        List<Case> cases = cases(route);
        if (cases.isEmpty()) {
            return true;
        }
        MaskEvent masks = route.masks().ofCases();
        List<CaseRun> runs = new ArrayList<>();
        for (Case one : cases) {
            runs.add(masked(route, masks, one));
        }
        boolean known = store(route, runs);
        runs.forEach(run -> verdicts.add(run.verdict(route.masks().type().name())));
        return known;
    }

    private static CaseRun masked(MaskingRoute route, MaskEvent masks, Case one) throws EditRefusedException {
        try {
            JsonNode event = one.enveloped() ? route.read(one.text()) : StrictJson.read(one.text());
            return CaseRun.masked(one, route.masked(masks, event, one.sentAt().orElseGet(Instant::now)));
        } catch (RejectedException e) {
            return CaseRun.rejected(one, e.rejection());
        } catch (LeftInQueueException e) {
            throw new EditRefusedException(one.file(), one.line(), "case `" + one.name() + "`: " + e.getMessage());
        }
    }

    private boolean store(MaskingRoute route, List<CaseRun> runs) throws EditRefusedException {
        List<Object> messages = runs.stream().filter(CaseRun::needsDatabase).map(CaseRun::message).toList();
        Optional<String> to = route.to();
        if (messages.isEmpty() || to.isEmpty() || store.isEmpty() || !store.get().isSafe()) {
            return true;
        }
        Optional<List<CaseStorage.Stored>> stored = store.get().storeEach(route.file(), to.get(), messages);
        stored.ifPresent(all -> {
            Iterator<CaseStorage.Stored> next = all.iterator();
            runs.replaceAll(run -> run.needsDatabase() ? run.stored(next.next()) : run);
        });
        return stored.isPresent();
    }

    private List<Case> cases(MaskingRoute route) throws EditRefusedException {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            if (RouteFolder.isCasesOf(route.masks().schemaFile(), file.getKey())) {
                cases.addAll(read(file.getKey(), file.getValue()));
            }
        }
        return cases;
    }

    /** A case and its outcome so far. */
    private record CaseRun(Case one, @Nullable Object message, CaseOutcome outcome, String notTried) {

        static CaseRun masked(Case one, Object message) {
            return new CaseRun(one, message, CaseOutcome.masked(((JsonNode) message).path("event")),
                    one.expected().needsDatabase() ? "they were not stored in a database" : "");
        }

        static CaseRun rejected(Case one, Rejection rejection) {
            return new CaseRun(one, null, CaseOutcome.rejected(rejection), "");
        }

        boolean needsDatabase() {
            return message != null && one.expected().needsDatabase();
        }

        CaseRun stored(CaseStorage.Stored stored) {
            if (stored.refusal().isPresent()) {
                return rejected(one, stored.refusal().get());
            }
            boolean unseen = one.expected().rows().isPresent() && !stored.unseen().isEmpty();
            return new CaseRun(one, message, unseen ? outcome : outcome.storedAs(stored.rows()), unseen ? stored.unseen() : "");
        }

        Verdict verdict(String type) {
            return Verdict.of(type, one, outcome, notTried);
        }
    }

    static List<Case> read(Path file, String text) throws EditRefusedException {
        try {
            return CaseFile.read(file, text);
        } catch (MalformedCaseException e) {
            throw new EditRefusedException(file, e.line(), String.valueOf(e.getMessage()));
        }
    }
}
