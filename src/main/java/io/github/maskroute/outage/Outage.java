package io.github.maskroute.outage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a service is away, and since when. One line when it goes, one when it is back, however many threads notice.
 *
 * <p>Those who work with the service have the last word: an outage that they noticed is not over because a probe, which
 * asks for less, is answered. Safe for use by several threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String service;
    private final AtomicReference<@Nullable Began> began = new AtomicReference<>();

    /** @param service as the log names it, for example {@code The database} */
    public Outage(String service) {
        this.service = service;
    }

    /**
     * The service did not answer.
     *
     * @param cause what is known of it, without any value of a record
     * @param remedy what happens by itself
     */
    public void began(String cause, String remedy) {
        tell("is away", cause, remedy, false);
    }

    /**
     * The service answered, but not as it must, and will not until somebody does something.
     *
     * @param cause what is known of it, without any value of a record
     * @param remedy what somebody must do
     */
    public void refusal(String cause, String remedy) {
        tell("refuses", cause, remedy, false);
    }

    /** The same as {@link #began}, noticed by a probe while perhaps nobody had work for the service. */
    public void probeFailed(String cause, String remedy) {
        tell("is away", cause, remedy, true);
    }

    private void tell(String what, String cause, String remedy, boolean byProbe) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (began.compareAndSet(null, new Began(now, what, cause, byProbe))) {
            LOG.warn("{} {} since {} ({}). {}", service, what, now, cause, remedy);
        } else if (!byProbe) {
            began.updateAndGet(found -> found == null ? null : found.noticedAtWork());
        }
    }

    /** The service answered. */
    public void over() {
        told(began.getAndSet(null));
    }

    /** A probe was answered, which ends what a probe began. */
    public void probeAnswered() {
        Began found = began.get();
        if (found != null && found.byProbe && began.compareAndSet(found, null)) {
            told(found);
        }
    }

    private void told(@Nullable Began ended) {
        if (ended != null) {
            LOG.info("{} is back after {} s.", service, Duration.between(ended.since, Instant.now()).toSeconds());
        }
    }

    /** When the present outage began; empty while the service is there. */
    public Optional<Instant> since() {
        return Optional.ofNullable(began.get()).map(Began::since);
    }

    /** The present outage in words, for example {@code is away since 2026-01-31T10:00:00Z (SQLState 08001)}; empty while there is none. */
    public Optional<String> words() {
        return Optional.ofNullable(began.get()).map(found -> found.what + " since " + found.since + " (" + found.cause + ")");
    }

    private record Began(Instant since, String what, String cause, boolean byProbe) {

        Began noticedAtWork() {
            return new Began(since, what, cause, false);
        }
    }
}
