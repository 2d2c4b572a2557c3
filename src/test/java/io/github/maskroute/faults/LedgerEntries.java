package io.github.maskroute.faults;

import io.github.maskroute.faults.SqsProxy.Answer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** The ledger entries that drains will make, read from the messages that they receive; and a deadlock on these entries. */
final class LedgerEntries {

    private record Entry(Instant sentAt, String messageId) {}

    private final FaultRun run;
    private final Queue<Entry> seen = new ConcurrentLinkedQueue<>();

    /** Records the messages that are received from now on. */
    LedgerEntries(FaultRun run) {
        this.run = run;
        Set<String> invalid = Set.copyOf(run.events().invalid());
        run.queue().fault("ReceiveMessage", call -> {
            Answer answer = call.forward();
            answer.json().path("Messages").forEach(message -> {
                if (!invalid.contains(message.path("Body").asText())) {
                    long millis = message.path("Attributes").path("SentTimestamp").asLong();
                    seen.add(new Entry(Instant.ofEpochMilli(millis), message.path("MessageId").asText()));
                }
            });
            return answer;
        });
    }

    /**
     * Makes a deadlock: the drain's next statement claims some entries and waits for another transaction, which has claimed later ones
     * and waits for the first. The drain's is the victim: the other does not check for deadlocks.
     *
     * @param letGo lets that statement begin
     */
    void deadlock(Runnable letGo) {
        List<Entry> left = left();
        int middle = left.size() / 2;
        try (OpenTransaction other = new OpenTransaction(run.services()); OpenTransaction gate = new OpenTransaction(run.services())) {
            other.execute("SET deadlock_timeout = '1h'");
            claim(other, left.subList(middle + 1, left.size()));
            claim(gate, left.subList(middle, middle + 1));
            letGo.run();
            run.until("the drain has claimed the first, and waits", gate::isWaitedFor);
            CompletableFuture<Void> crossing = CompletableFuture.runAsync(() -> claim(other, left.subList(0, middle)));
            run.until("the other waits for the drain", other::isWaiting);
            gate.execute("ROLLBACK");
            crossing.join();
        }
        seen.clear();
    }

    /** Those of messages received since the last deadlock that are not stored, in the order in which a statement claims them. */
    private List<Entry> left() {
        Set<String> stored = run.services().rows("SELECT message_id FROM processed_message").stream()
                .map(row -> row.get("message_id")).collect(Collectors.toSet());
        return seen.stream().distinct().filter(entry -> !stored.contains(entry.messageId))
                .sorted(Comparator.comparing(Entry::sentAt).thenComparing(Entry::messageId)).toList();
    }

    private static void claim(OpenTransaction transaction, List<Entry> entries) {
        transaction.execute("INSERT INTO processed_message (sent_at, message_id) VALUES " + entries.stream()
                .map(entry -> "('%s', '%s')".formatted(entry.sentAt, entry.messageId)).collect(Collectors.joining(",")));
    }
}
