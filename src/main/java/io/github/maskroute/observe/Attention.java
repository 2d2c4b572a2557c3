package io.github.maskroute.observe;

import io.github.maskroute.observe.AttentionItem.Kind;
import io.github.maskroute.observe.Health.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Finds what needs a person's attention. Each condition is that of an alert in {@code deploy/prometheus/maskroute.rules.yml}. It is
 * found before the alert fires, because an alert waits first.
 *
 * @param checks all answers, also good ones
 * @param minutes oldest first
 * @param stalledSeconds time for which messages have waited and none was stored
 * @param dead visible dead letters; empty if unknown
 * @param open whether it is time to poll
 * @param ledgerOverdueSeconds age of the ledger's oldest entry, less its retention; NaN if unknown
 */
public record Attention(List<Answer> checks, List<Minute> minutes, int stalledSeconds, OptionalInt dead, boolean open,
        double ledgerOverdueSeconds) {

    private static final String DOCTOR = "maskroute doctor";
    private static final String LETTERS = "maskroute dlq list";
    private static final Set<String> SERVICES = Set.of("queue", "database", "dead-letter-queue");
    private static final Set<String> DRAINS_FROM_OR_TO = Set.of("queue", "database");
    private static final double SHARE = 0.05;
    private static final int MANY = 20;
    private static final int STALLED_SECONDS = 300;
    private static final int OLD_SECONDS = 600;
    private static final int OVERDUE_SECONDS = 24 * 3600;
    private static final int AHEAD_MINUTES = 4 * 60;

    /** Most serious first. */
    public List<AttentionItem> items() {
        return Stream.of(failedChecks(), flow().filter(item -> open), letters().stream(), ledger().stream())
                .flatMap(found -> found).sorted(Comparator.comparing(AttentionItem::kind)).toList();
    }

    /** Whether the drain can only wait. */
    public boolean waits() {
        return checks.stream().anyMatch(check -> !check.up() && DRAINS_FROM_OR_TO.contains(check.name()));
    }

    private Stream<AttentionItem> failedChecks() {
        return checks.stream().filter(check -> !check.name().equals("start"))
                .sorted(Comparator.comparing(check -> !DRAINS_FROM_OR_TO.contains(check.name())))
                .flatMap(check -> check.detail().stream().map(detail -> item(check.name(), detail)));
    }

    private static AttentionItem item(String check, String detail) {
        if (check.equals("edits")) {
            return new AttentionItem(Kind.EDIT_REFUSED, "An edit is refused", "maskroute check");
        }
        return SERVICES.contains(check)
                ? new AttentionItem(Kind.OUTAGE,
                        (DRAINS_FROM_OR_TO.contains(check) ? "Waiting: the " : "The ") + check + " " + detail, DOCTOR)
                : new AttentionItem(Kind.CHECK, "Trouble with " + check + " (" + detail + ")", DOCTOR);
    }

    private Stream<AttentionItem> flow() {
        return Stream.of(storesNothing(), manyDeadLetters(), deletesFail(), fallsBehind()).flatMap(Optional::stream);
    }

    private Optional<AttentionItem> storesNothing() {
        return found(stalledSeconds >= STALLED_SECONDS && !waits(), Kind.STORES_NOTHING,
                "Messages wait, and nothing has been stored for " + stalledSeconds / 60 + " minutes", DOCTOR);
    }

    private Optional<AttentionItem> manyDeadLetters() {
        long letters = sum(last(10), Minute::deadLettered);
        return found(letters > MANY && letters > SHARE * sum(last(10), Minute::messages), Kind.MANY_DEAD_LETTERS,
                letters + " messages became dead letters in ten minutes", LETTERS);
    }

    /** A single failed delete is harmless: this looks for deletes that keep failing. */
    private Optional<AttentionItem> deletesFail() {
        List<Minute> five = last(5);
        long failed = sum(five, Minute::failedDeletes);
        boolean before = sum(last(11), Minute::failedDeletes) > failed;
        return found(before && failed > SHARE * sum(five, Minute::deletes) && !waits(), Kind.DELETES_FAIL,
                "Stored messages cannot be deleted from the queue", DOCTOR);
    }

    private Optional<AttentionItem> fallsBehind() {
        double oldest = last(6).stream().mapToDouble(Minute::oldestSeconds).max().orElse(0);
        return found(oldest > OLD_SECONDS && !waits() && staysFull(), Kind.FALLS_BEHIND,
                "The drain falls behind: messages are " + Math.round(oldest / 60) + " minutes old", DOCTOR);
    }

    /** Whether the queue will still hold messages in four hours: a least-squares line through the last 15 minutes. */
    private boolean staysFull() {
        List<Minute> known = last(15).stream().filter(minute -> minute.visible() != null).toList();
        if (known.size() < 5) {
            return false;
        }
        double meanT = known.stream().mapToLong(Minute::t).average().orElseThrow();
        double mean = known.stream().mapToDouble(Attention::visible).average().orElseThrow();
        double slope = known.stream().mapToDouble(minute -> (minute.t() - meanT) * (visible(minute) - mean)).sum()
                / known.stream().mapToDouble(minute -> (minute.t() - meanT) * (minute.t() - meanT)).sum();
        return mean + slope * (known.get(known.size() - 1).t() + AHEAD_MINUTES * 60 - meanT) > 0;
    }

    private static double visible(Minute minute) {
        Integer visible = minute.visible();
        return visible == null ? 0 : visible;
    }

    /** Also of the last 15 minutes: the dead-letter queue may refuse the question. */
    private Optional<AttentionItem> letters() {
        int waiting = dead.orElse(0);
        long lately = sum(last(16), Minute::deadLettered);
        return waiting > 0
                ? found(true, Kind.DEAD_LETTERS,
                        String.format(Locale.ROOT, "%,d dead letter%s", waiting, waiting == 1 ? " waits" : "s wait"), LETTERS)
                : found(lately > 0, Kind.DEAD_LETTERS, String.format(Locale.ROOT, "%,d message%s in the last quarter of an hour", lately,
                        lately == 1 ? " became a dead letter" : "s became dead letters"), LETTERS);
    }

    private Optional<AttentionItem> ledger() {
        return found(ledgerOverdueSeconds > OVERDUE_SECONDS, Kind.LEDGER_GROWS, "The ledger is not pruned", DOCTOR);
    }

    private static Optional<AttentionItem> found(boolean condition, Kind kind, String text, String command) {
        return condition ? Optional.of(new AttentionItem(kind, text, command)) : Optional.empty();
    }

    private List<Minute> last(int count) {
        long from = minutes.isEmpty() ? 0 : minutes.get(minutes.size() - 1).t() - 60L * (count - 1);
        return minutes.stream().filter(minute -> minute.t() >= from).toList();
    }

    private static long sum(List<Minute> minutes, ToLongFunction<Minute> count) {
        return minutes.stream().mapToLong(count).sum();
    }
}
