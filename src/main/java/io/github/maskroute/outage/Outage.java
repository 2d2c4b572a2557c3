package io.github.maskroute.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records whether a service is unavailable, and since when. It logs one line at the begin and one at the end, however many threads notice,
 * and one more when an operator must act. If a service fails repeatedly, it logs one outage a minute. Another outage in that minute is
 * logged if it lasts beyond it, and otherwise counted in the next line.
 *
 * <p>Regular requests take precedence over probes, which need fewer rights: a successful probe does not end an outage that a regular
 * request noticed, unless there were no regular requests for some minutes.
 *
 * <p>A service can have parts, such as the queues of one SQS. Each part has an outage of its own, which does not end when another part
 * works. What affects all parts belongs to the whole. Safe for use by several threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final String AWAY = "is away";
    private static final String REFUSES = "refuses";

    /** Longer than the longest pause between two attempts and their timeouts: after this time there is no work for the service. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(6);

    /** Between two logged outages. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String service;
    private final String place;
    private final Clock clock;
    private final @Nullable Outage whole;
    private final Map<String, Outage> parts = new ConcurrentSkipListMap<>();
    private final Map<String, LoggedOutage> logged = new HashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile @Nullable PresentOutage present;

    /**
     * Creates an outage that has not begun.
     *
     * @param service as the log names it, for example {@code The database}
     * @param place where the service is and which setting says so, without a login; may be empty
     */
    public Outage(String service, String place) {
        this(service, place, Clock.systemUTC(), null);
    }

    /** Creates an outage of a service that needs no place. */
    public Outage(String service) {
        this(service, "");
    }

    Outage(String service, Clock clock) {
        this(service, "", clock, null);
    }

    private Outage(String service, String place, Clock clock, @Nullable Outage whole) {
        this.service = service;
        this.place = place;
        this.clock = clock;
        this.whole = whole;
    }

    /** Returns the outage of a part of this service; the same object for the same name. */
    public Outage part(String name) {
        return parts.computeIfAbsent(name, part -> new Outage(service + " (" + part + ")", place, clock, this));
    }

    /** The names of the parts. */
    public Set<String> parts() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /** The outage for what affects this part alone; that of the whole while there is no other part. */
    public Outage own() {
        return whole != null && whole.parts.size() == 1 ? whole : this;
    }

    /** The outage for what affects all parts. */
    public Outage whole() {
        return whole == null ? this : whole;
    }

    /**
     * The service did not answer.
     *
     * @param cause without any value of a record
     * @param remedy what happens by itself
     */
    public void began(String cause, String remedy) {
        report(AWAY, cause, remedy, false);
    }

    /**
     * The service refuses requests until an operator acts. Logged even if the service was away before.
     *
     * @param cause without any value of a record
     * @param remedy what the operator must do
     */
    public void refusal(String cause, String remedy) {
        report(REFUSES, cause, remedy, false);
    }

    /** The same as {@link #began}, noticed by a probe. There may be no work for the service. */
    public void probeFailed(String cause, String remedy) {
        report(AWAY, cause, remedy, true);
    }

    /** The same as {@link #refusal}, noticed by a probe. */
    public void probeRefused(String cause, String remedy) {
        report(REFUSES, cause, remedy, true);
    }

    private synchronized void report(String state, String cause, String remedy, boolean byProbe) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> atWork = byProbe ? Optional.empty() : Optional.of(now);
        PresentOutage before = present;
        PresentOutage found = before == null
                ? new PresentOutage(now, state, cause, remedy, atWork, "") : before.noticed(state, cause, remedy, atWork);
        LoggedOutage last = logged.get(found.state);
        if (!found.isLogged() && (last == null || !last.isRecent(now))) {
            LOG.warn("{} {} since {} ({}{}). {}{}", service, found.state, found.loggedState.isEmpty() ? found.since : now, found.cause,
                    place.isEmpty() ? "" : "; " + place, found.remedy, last == null ? "" : last.others());
            logged.put(found.state, new LoggedOutage(now, 0));
            found = found.nowLogged();
        }
        present = found;
    }

    /** The service answered. If this is a part, the whole answered too. */
    public void over() {
        if (present != null) {
            end(found -> true);
        }
        if (whole != null) {
            whole.over();
        }
    }

    /** A probe was answered: ends outages, also of the parts, that probes noticed, or that no regular request noticed for some minutes. */
    public void probeAnswered() {
        parts.values().forEach(Outage::probeAnswered);
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        end(found -> found.atWork.filter(last -> last.isAfter(forgotten)).isEmpty());
    }

    private synchronized void end(Predicate<PresentOutage> condition) {
        PresentOutage found = present;
        if (found == null || !condition.test(found)) {
            return;
        }
        present = null;
        ended.incrementAndGet();
        if (!found.loggedState.isEmpty()) {
            LOG.info("{} is back after {} s.", service, Duration.between(found.since, clock.instant()).toSeconds());
        }
        if (!found.isLogged()) {
            logged.computeIfPresent(found.state, (state, last) -> last.oneMore());
        }
    }

    /** How many outages have ended. A request that began before the last end and fails after it says nothing about the service now. */
    public int ended() {
        return ended.get() + (whole == null ? 0 : whole.ended());
    }

    /** When the present outage of this part, or of its whole, began; empty while the service is available. */
    public Optional<Instant> since() {
        return Optional.ofNullable(present).map(PresentOutage::since).or(() -> Optional.ofNullable(whole).flatMap(Outage::since));
    }

    /**
     * Describes the present outage, for example {@code is away since 2026-01-31T10:00:00Z (SQLState 08001)}, or those of the parts with
     * their names; empty while the service is available.
     */
    public Optional<String> description() {
        return Optional.ofNullable(present).map(found -> found.state + " since " + found.since + " (" + found.cause + ")")
                .or(() -> Optional.of(parts.entrySet().stream()
                                .flatMap(part -> part.getValue().description().stream().map(found -> part.getKey() + " " + found))
                                .collect(Collectors.joining("; ")))
                        .filter(descriptions -> !descriptions.isEmpty()));
    }

    /**
     * @param state {@link #AWAY} or {@link #REFUSES}
     * @param atWork when a regular request noticed it last; empty if only a probe did
     * @param loggedState the state that was logged; empty if none was
     */
    private record PresentOutage(Instant since, String state, String cause, String remedy, Optional<Instant> atWork, String loggedState) {

        /** A refusal stays one: the operator must end it. */
        PresentOutage noticed(String foundState, String foundCause, String foundRemedy, Optional<Instant> foundAtWork) {
            Optional<Instant> last = foundAtWork.isPresent() ? foundAtWork : atWork;
            boolean becomesRefusal = foundState.equals(REFUSES) && !state.equals(REFUSES);
            return becomesRefusal
                    ? new PresentOutage(since, foundState, foundCause, foundRemedy, last, loggedState)
                    : new PresentOutage(since, state, cause, remedy, last, loggedState);
        }

        boolean isLogged() {
            return loggedState.equals(state);
        }

        PresentOutage nowLogged() {
            return new PresentOutage(since, state, cause, remedy, atWork, state);
        }
    }

    /** @param notLogged number of outages of this state that began and ended since the last one that was logged */
    private record LoggedOutage(Instant last, int notLogged) {

        /** A clock that was set back must not suppress a line. */
        boolean isRecent(Instant now) {
            Duration ago = Duration.between(last, now);
            return !ago.isNegative() && ago.compareTo(QUIET) < 0;
        }

        LoggedOutage oneMore() {
            return new LoggedOutage(last, notLogged + 1);
        }

        String others() {
            return notLogged == 0 ? "" : " Others since " + last + ", not logged: " + notLogged + ".";
        }
    }
}
