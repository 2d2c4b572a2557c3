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
 * Whether a service is away, and since when. One line when it goes, one when it is back, however many threads notice; one
 * more when it turns out that somebody must do something about it. Of a service that comes and goes, one outage a minute is
 * told: another one if it lasts until the minute is over, or else as a number in the next line.
 *
 * <p>Those who work with the service have the last word: an outage that they noticed is not over because a probe, which
 * asks for less, is answered; unless nobody has asked the service for anything since.
 *
 * <p>A service that several use can have parts, such as the queues of one SQS. Each has an outage of its own, so that what one
 * suffers alone does not end when another is well; what all suffer is the whole's. Safe for use by several threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final String AWAY = "is away";
    private static final String REFUSES = "refuses";

    /** Longer than the longest pause between two attempts and their timeouts: nobody has work for the service any more. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(6);

    /** From one told outage to the next. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String service;
    private final String place;
    private final Clock clock;
    private final @Nullable Outage whole;
    private final Map<String, Outage> parts = new ConcurrentSkipListMap<>();
    private final Map<String, Told> told = new HashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile @Nullable Began began;

    /**
     * One that has not begun.
     *
     * @param service as the log names it, for example {@code The database}
     * @param place which of its kind it is, and what setting says so, without any login; empty if there is nothing to say
     */
    public Outage(String service, String place) {
        this(service, place, Clock.systemUTC(), null);
    }

    /** Of a service that needs no place. */
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

    /** That of a part of this service; the same one for the same name. */
    public Outage part(String name) {
        return parts.computeIfAbsent(name, part -> new Outage(service + " (" + part + ")", place, clock, this));
    }

    /** The names of its parts. */
    public Set<String> parts() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    /** Where to note what a part suffers alone; the whole's, while there is no other part. */
    public Outage own() {
        return whole != null && whole.parts.size() == 1 ? whole : this;
    }

    /** Where to note what all parts suffer. */
    public Outage whole() {
        return whole == null ? this : whole;
    }

    /**
     * The service did not answer.
     *
     * @param cause what is known of it, without any value of a record
     * @param remedy what happens by itself
     */
    public void began(String cause, String remedy) {
        tell(AWAY, cause, remedy, false);
    }

    /**
     * The service answered, but not as it must, and will not until somebody does something. Told also when it was away before.
     *
     * @param cause what is known of it, without any value of a record
     * @param remedy what somebody must do
     */
    public void refusal(String cause, String remedy) {
        tell(REFUSES, cause, remedy, false);
    }

    /** The same as {@link #began}, noticed by a probe while perhaps nobody had work for the service. */
    public void probeFailed(String cause, String remedy) {
        tell(AWAY, cause, remedy, true);
    }

    /** The same as {@link #refusal}, noticed by a probe. */
    public void probeRefused(String cause, String remedy) {
        tell(REFUSES, cause, remedy, true);
    }

    private synchronized void tell(String what, String cause, String remedy, boolean byProbe) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> atWork = byProbe ? Optional.empty() : Optional.of(now);
        Began before = began;
        Began found = before == null ? new Began(now, what, cause, remedy, atWork, "") : before.noticed(what, cause, remedy, atWork);
        Told last = told.get(found.what);
        if (!found.isTold() && (last == null || !last.isRecent(now))) {
            LOG.warn("{} {} since {} ({}{}). {}{}", service, found.what, found.told.isEmpty() ? found.since : now, found.cause,
                    place.isEmpty() ? "" : "; " + place, found.remedy, last == null ? "" : last.words());
            told.put(found.what, new Told(now, 0));
            found = found.nowTold();
        }
        began = found;
    }

    /** The service answered; where this is a part's, the whole did so too. */
    public void over() {
        if (began != null) {
            end(found -> true);
        }
        if (whole != null) {
            whole.over();
        }
    }

    /** A probe was answered, which ends what a probe began, and what nobody noticed at work for long, also of the parts. */
    public void probeAnswered() {
        parts.values().forEach(Outage::probeAnswered);
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        end(found -> found.atWork.filter(last -> last.isAfter(forgotten)).isEmpty());
    }

    private synchronized void end(Predicate<Began> condition) {
        Began found = began;
        if (found == null || !condition.test(found)) {
            return;
        }
        began = null;
        ended.incrementAndGet();
        if (!found.told.isEmpty()) {
            LOG.info("{} is back after {} s.", service, Duration.between(found.since, clock.instant()).toSeconds());
        }
        if (!found.isTold()) {
            told.computeIfPresent(found.what, (what, last) -> last.oneMore());
        }
    }

    /** How many outages have ended: what was asked before the last end and fails after it says nothing of the service now. */
    public int ended() {
        return ended.get() + (whole == null ? 0 : whole.ended());
    }

    /** When the present outage, of a part or the whole that it is part of, began; empty while the service is there. */
    public Optional<Instant> since() {
        return Optional.ofNullable(began).map(Began::since).or(() -> Optional.ofNullable(whole).flatMap(Outage::since));
    }

    /**
     * The present outage in words, for example {@code is away since 2026-01-31T10:00:00Z (SQLState 08001)}, or those of its parts, with
     * their names; empty while all is well.
     */
    public Optional<String> words() {
        return Optional.ofNullable(began).map(found -> found.what + " since " + found.since + " (" + found.cause + ")")
                .or(() -> Optional.of(parts.entrySet().stream()
                                .flatMap(part -> part.getValue().words().stream().map(words -> part.getKey() + " " + words))
                                .collect(Collectors.joining("; ")))
                        .filter(words -> !words.isEmpty()));
    }

    /**
     * @param atWork when somebody who works with the service noticed it last; empty if only a probe did
     * @param told what the log says of it; empty for nothing
     */
    private record Began(Instant since, String what, String cause, String remedy, Optional<Instant> atWork, String told) {

        /** One that somebody must end stays such a one. */
        Began noticed(String found, String foundCause, String foundRemedy, Optional<Instant> foundAtWork) {
            Optional<Instant> last = foundAtWork.isPresent() ? foundAtWork : atWork;
            boolean becomes = found.equals(REFUSES) && !what.equals(REFUSES);
            return becomes
                    ? new Began(since, found, foundCause, foundRemedy, last, told)
                    : new Began(since, what, cause, remedy, last, told);
        }

        boolean isTold() {
            return told.equals(what);
        }

        Began nowTold() {
            return new Began(since, what, cause, remedy, atWork, what);
        }
    }

    /** @param untold those of this kind that came and went since the last that was told */
    private record Told(Instant last, int untold) {

        /** A clock that was put back must not silence anything. */
        boolean isRecent(Instant now) {
            Duration ago = Duration.between(last, now);
            return !ago.isNegative() && ago.compareTo(QUIET) < 0;
        }

        Told oneMore() {
            return new Told(last, untold + 1);
        }

        String words() {
            return untold == 0 ? "" : " Others since " + last + ", not told: " + untold + ".";
        }
    }
}
