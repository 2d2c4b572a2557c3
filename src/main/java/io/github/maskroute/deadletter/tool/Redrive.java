package io.github.maskroute.deadletter.tool;

import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends letters back to the queue of their route. Each copy has the stamp of its origin, by which the ledger identifies the record however
 * often it is sent. A letter is deleted only after its copy was accepted: a run can be stopped at any point and repeated.
 *
 * <p>For one thread.
 */
public final class Redrive {

    private final DeadLetterQueue letters;
    private final SourceQueues sources;
    private final BodyOpener bodies;
    private final Optional<OriginStamp> stamps;
    private final Duration retention;

    private final Instant began = Instant.now();

    /** The message ids that letters of the sent copies would have. */
    private final Set<String> sent = new HashSet<>();
    private final Map<RedriveOutcome, Long> outcomes = new EnumMap<>(RedriveOutcome.class);

    /**
     * @param stamps empty to send copies as new messages
     * @param retention {@code maskroute.ledger.retention}
     */
    public Redrive(DeadLetterQueue letters, SourceQueues sources, BodyOpener bodies, Optional<OriginStamp> stamps, Duration retention) {
        this.letters = letters;
        this.sources = sources;
        this.bodies = bodies;
        this.stamps = stamps;
        this.retention = retention;
    }

    /**
     * Redrives a page of a scan.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if SQS is away or refuses; letters that were not sent stay
     */
    public void send(List<Letter> page) {
        copies(page).stream().collect(Collectors.groupingBy(copy -> sources.of(copy.letter()).orElseThrow().queue()))
                .forEach(this::send);
    }

    private void send(SourceQueue source, List<RedriveCopy> copies) {
        for (List<RedriveCopy> request : SourceQueue.requests(copies)) {
            Map<RedriveCopy, String> accepted = source.send(request);
            accepted.forEach((copy, messageId) -> sent.add(copy.originId().orElse(messageId)));
            count(RedriveOutcome.REFUSED, request.size() - accepted.size());
            int left = letters.delete(accepted.keySet().stream().map(RedriveCopy::letter).toList());
            count(RedriveOutcome.NOT_DELETED, left);
            count(RedriveOutcome.REDRIVEN, accepted.size() - left);
        }
    }

    /** Counts the letters that {@link #send} would try to send, and sends nothing. */
    public void dryRun(List<Letter> page) {
        count(RedriveOutcome.REDRIVEN, copies(page).size());
    }

    /** Also selects letters whose copy this run sent and the drain refused again, maybe for another reason: they must be counted. */
    public LetterFilter withThoseThatCameBack(LetterFilter filter) {
        return new LetterFilter(filter.letters().or(this::isOfThisRun), filter.max());
    }

    /** The number of letters by outcome so far. */
    public Map<RedriveOutcome, Long> outcomes() {
        return Collections.unmodifiableMap(outcomes);
    }

    private List<RedriveCopy> copies(List<Letter> page) {
        List<RedriveCopy> copies = new ArrayList<>();
        for (Letter letter : page) {
            Optional<String> body = bodies.of(letter);
            if (isOfThisRun(letter)) {
                // Otherwise a run would never end while the drain keeps refusing.
                count(RedriveOutcome.CAME_BACK, 1);
            } else if (sources.of(letter).isEmpty()) {
                count(RedriveOutcome.NO_ROUTE, 1);
            } else if (body.isEmpty()) {
                count(RedriveOutcome.SEALED, 1);
            } else if (stamps.isEmpty()) {
                copies.add(new RedriveCopy(letter, body.get(), Optional.empty(), Optional.empty()));
            } else {
                Optional<Origin> verified = stamps.get().verified(letter.attribute("origin").orElse(null), body.get());
                Origin origin = verified.orElseGet(() -> new Origin(letter.id(), letter.sentAt()));
                doubt(letter, origin, verified.isPresent()).ifPresentOrElse(outcome -> count(outcome, 1),
                        () -> copies.add(stamped(letter, body.get(), origin, stamps.get())));
            }
        }
        return copies;
    }

    /** Excludes a second letter of the same message from before this run, which a crash may leave: the ledger stores its copy once. */
    private boolean isOfThisRun(Letter letter) {
        return letter.attribute("message-id").filter(sent::contains).isPresent()
                && !letter.attribute("failed-at").filter(this::isBeforeThisRun).isPresent();
    }

    private boolean isBeforeThisRun(String time) {
        try {
            return Instant.parse(time).isBefore(began);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Why the ledger may not recognize a record by its origin. */
    private Optional<RedriveOutcome> doubt(Letter letter, Origin origin, boolean isVerified) {
        if (!isVerified && letter.attribute("origin").isPresent()) {
            return Optional.of(RedriveOutcome.UNPROVEN);
        }
        if (!isVerified && letters.isFifo() && letter.reason().equals(Letter.MOVED_BY_SQS)) {
            return Optional.of(RedriveOutcome.MOVED);
        }
        return origin.isForgottenAfter(retention, Instant.now()) ? Optional.of(RedriveOutcome.TOO_OLD) : Optional.empty();
    }

    /** Creates a new stamp: the key of the old one may be disabled before the copy is drained. */
    private static RedriveCopy stamped(Letter letter, String body, Origin origin, OriginStamp stamp) {
        return new RedriveCopy(letter, body, Optional.of(origin.messageId()), Optional.of(stamp.stamp(origin, body).orElseThrow(
                () -> new IllegalStateException("the keyset has no key for stamps"))));
    }

    private void count(RedriveOutcome outcome, long letters) {
        if (letters > 0) {
            outcomes.merge(outcome, letters, Long::sum);
        }
    }
}
