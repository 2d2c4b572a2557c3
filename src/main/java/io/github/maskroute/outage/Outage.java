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
 * <p>Safe for use by several threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String service;
    private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

    /** @param service as the log names it, for example {@code the database} */
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
        tell("is away", cause, remedy);
    }

    /**
     * The service answered, but not as it must, and will not until somebody does something.
     *
     * @param cause what is known of it, without any value of a record
     * @param remedy what somebody must do
     */
    public void refusal(String cause, String remedy) {
        tell("refuses", cause, remedy);
    }

    private void tell(String what, String cause, String remedy) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        if (since.compareAndSet(null, now)) {
            LOG.warn("{} {} since {} ({}). {}", service, what, now, cause, remedy);
        }
    }

    /** The service answered. */
    public void over() {
        Instant began = since.getAndSet(null);
        if (began != null) {
            LOG.info("{} is back after {} s.", service, Duration.between(began, Instant.now()).toSeconds());
        }
    }

    /** When the present outage began; empty while the service is there. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since.get());
    }
}
