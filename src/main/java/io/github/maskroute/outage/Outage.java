package io.github.maskroute.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a service is away, and since when. One line when it goes, one when it is back, however many threads notice; one
 * more when it turns out that somebody must do something about it.
 *
 * <p>Those who work with the service have the last word: an outage that they noticed is not over because a probe, which
 * asks for less, is answered; unless nobody has asked the service for anything since. Safe for use by several threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final String AWAY = "is away";
    private static final String REFUSES = "refuses";

    /** Longer than the longest pause between two attempts and their timeouts: nobody has work for the service any more. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(6);

    private final String service;
    private final Clock clock;
    private final AtomicReference<@Nullable Began> began = new AtomicReference<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** @param service as the log names it, for example {@code The database} */
    public Outage(String service) {
        this(service, Clock.systemUTC());
    }

    Outage(String service, Clock clock) {
        this.service = service;
        this.clock = clock;
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

    private void tell(String what, String cause, String remedy, boolean byProbe) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> atWork = byProbe ? Optional.empty() : Optional.of(now);
        Began before = began.getAndUpdate(
                found -> found == null ? new Began(now, what, cause, atWork) : found.noticed(what, cause, atWork));
        if (before == null || before.becomes(what)) {
            LOG.warn("{} {} since {} ({}). {}", service, what, now, cause, remedy);
        }
    }

    /** The service answered. */
    public void over() {
        told(began.getAndSet(null));
    }

    /** A probe was answered, which ends what a probe began, and what nobody noticed at work for long. */
    public void probeAnswered() {
        Began found = began.get();
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        if (found != null && found.atWork.filter(last -> last.isAfter(forgotten)).isEmpty() && began.compareAndSet(found, null)) {
            told(found);
        }
    }

    private void told(@Nullable Began ended) {
        if (ended != null) {
            this.ended.incrementAndGet();
            LOG.info("{} is back after {} s.", service, Duration.between(ended.since, clock.instant()).toSeconds());
        }
    }

    /** How many outages have ended: what was asked before the last end and fails after it says nothing of the service now. */
    public int ended() {
        return ended.get();
    }

    /** When the present outage began; empty while the service is there. */
    public Optional<Instant> since() {
        return Optional.ofNullable(began.get()).map(Began::since);
    }

    /** The present outage in words, for example {@code is away since 2026-01-31T10:00:00Z (SQLState 08001)}; empty while there is none. */
    public Optional<String> words() {
        return Optional.ofNullable(began.get()).map(found -> found.what + " since " + found.since + " (" + found.cause + ")");
    }

    /** @param atWork when somebody who works with the service noticed it last; empty if only a probe did */
    private record Began(Instant since, String what, String cause, Optional<Instant> atWork) {

        /** One that somebody must end stays such a one. */
        boolean becomes(String found) {
            return found.equals(REFUSES) && !what.equals(REFUSES);
        }

        Began noticed(String found, String foundCause, Optional<Instant> foundAtWork) {
            Optional<Instant> last = foundAtWork.isPresent() ? foundAtWork : atWork;
            return becomes(found) ? new Began(since, found, foundCause, last) : new Began(since, what, cause, last);
        }
    }
}
