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
 * Takes the cases beside each schema through the very steps and statements that an edit would bring into force, masked with
 * published keys, in a context and a transaction that are thrown away. For one thread.
 */
final class CaseValidator {

    private final Map<Path, String> files;
    private final Optional<StoreValidator> store;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param files file to text
     * @param store empty: nothing is stored
     */
    CaseValidator(Map<Path, String> files, Optional<StoreValidator> store) {
        this.files = files;
        this.store = store;
    }

    /**
     * Tries the cases of each route.
     *
     * @return false if the database is away, so that nothing is known
     * @throws EditRefusedException if a file of cases cannot be read
     */
    boolean check(List<TrialRoute> routes) throws EditRefusedException {
        files.keySet().stream().filter(RouteFolder::isCases)
                .filter(file -> routes.stream().noneMatch(route -> RouteFolder.isCasesOf(route.masks().schemaFile(), file)))
                .forEach(file -> notes.add("no route has a schema beside the folder of " + file + ": its cases were not tried"));
        boolean known = true;
        for (TrialRoute route : routes) {
            known &= check(route);
        }
        return known;
    }

    /** What each case came to. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** What was not tried, and why. */
    List<String> notes() {
        return notes;
    }

    /** Each case that fails, in words that quote nothing of it. */
    List<Problem> problems() {
        return verdicts.stream().filter(verdict -> !verdict.passed())
                .map(verdict -> new Problem(verdict.tried().file(), verdict.tried().line(), verdict.summary())).toList();
    }

    private boolean check(TrialRoute route) throws EditRefusedException {
        List<Case> cases = cases(route);
        if (cases.isEmpty()) {
            return true;
        }
        MaskEvent masks = route.masks().ofCases();
        List<Tried> tried = new ArrayList<>();
        for (Case one : cases) {
            tried.add(masked(route, masks, one));
        }
        boolean known = store(route, tried);
        tried.forEach(one -> verdicts.add(one.verdict(route.masks().type().name())));
        return known;
    }

    private static Tried masked(TrialRoute route, MaskEvent masks, Case one) throws EditRefusedException {
        try {
            JsonNode event = one.enveloped() ? route.read(one.text()) : StrictJson.read(one.text());
            return Tried.masked(one, route.masked(masks, event, one.sentAt().orElseGet(Instant::now)));
        } catch (RejectedException e) {
            return Tried.rejected(one, e.rejection());
        } catch (LeftInQueueException e) {
            throw new EditRefusedException(one.file(), one.line(), "case `" + one.name() + "`: " + e.getMessage());
        }
    }

    private boolean store(TrialRoute route, List<Tried> tried) throws EditRefusedException {
        List<Object> messages = tried.stream().filter(Tried::needsDatabase).map(Tried::message).toList();
        Optional<String> to = route.to();
        if (messages.isEmpty() || to.isEmpty() || store.isEmpty() || !store.get().isSafe()) {
            return true;
        }
        Optional<List<CaseStorage.Stored>> stored = store.get().each(route.file(), to.get(), messages);
        stored.ifPresent(all -> {
            Iterator<CaseStorage.Stored> next = all.iterator();
            tried.replaceAll(one -> one.needsDatabase() ? one.stored(next.next()) : one);
        });
        return stored.isPresent();
    }

    private List<Case> cases(TrialRoute route) throws EditRefusedException {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            if (RouteFolder.isCasesOf(route.masks().schemaFile(), file.getKey())) {
                cases.addAll(read(file.getKey(), file.getValue()));
            }
        }
        return cases;
    }

    /** One case on its way. */
    private record Tried(Case one, @Nullable Object message, CaseOutcome became, String notTried) {

        static Tried masked(Case one, Object message) {
            return new Tried(one, message, CaseOutcome.masked(((JsonNode) message).path("event")),
                    one.expected().needsDatabase() ? "no database was asked what it makes of them" : "");
        }

        static Tried rejected(Case one, Rejection rejection) {
            return new Tried(one, null, CaseOutcome.rejected(rejection), "");
        }

        boolean needsDatabase() {
            return message != null && one.expected().needsDatabase();
        }

        Tried stored(CaseStorage.Stored stored) {
            if (stored.refusal().isPresent()) {
                return rejected(one, stored.refusal().get());
            }
            boolean unseen = one.expected().rows().isPresent() && !stored.unseen().isEmpty();
            return new Tried(one, message, unseen ? became : became.storedAs(stored.rows()), unseen ? stored.unseen() : "");
        }

        Verdict verdict(String type) {
            return Verdict.of(type, one, became, notTried);
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
