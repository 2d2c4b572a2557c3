package io.github.maskroute.deadletter.tool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Letters that a scan has received and not deleted: their receipts, and when each is to be hidden for longer. For one thread. */
final class HeldLetters {

    private static final long LEAST_SECONDS = 30;

    /** SQS's bound. */
    private static final long MOST_SECONDS = Duration.ofHours(12).toSeconds();

    /** Hidden for the longer, the more there are: else a long scan would do nothing but extend, and be too late at last. */
    private static final int LETTERS_PER_SECOND = 20;

    /** By message id. The hidden time never shrinks during a scan, so that what was held first is due first. */
    private final Map<String, Held> letters = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private long seconds = LEAST_SECONDS;

    /** @param nanoTime a clock as {@link System#nanoTime} is one */
    HeldLetters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One letter. */
    record Held(String id, String receipt, long dueAt) {}

    /** How long those that are received or extended now are hidden. */
    int seconds() {
        seconds = Math.max(seconds, Math.min(MOST_SECONDS, letters.size() / LETTERS_PER_SECOND));
        return (int) seconds;
    }

    /** Takes a letter that was received or extended just now. */
    void hold(String id, String receipt) {
        letters.remove(id);
        letters.put(id, new Held(id, receipt, nanoTime.getAsLong() + Duration.ofSeconds(seconds()).dividedBy(2).toNanos()));
    }

    void remove(String id) {
        letters.remove(id);
    }

    /** The last receipt of a letter, the only one that surely deletes it. */
    String receipt(Letter letter) {
        Held held = letters.get(letter.id());
        return held == null ? letter.receipt() : held.receipt();
    }

    /** Those that half of their hidden time is over for, oldest first. */
    List<Held> due() {
        long now = nanoTime.getAsLong();
        return letters.values().stream().takeWhile(held -> held.dueAt() - now <= 0).toList();
    }

    List<Held> all() {
        return List.copyOf(letters.values());
    }

    void clear() {
        letters.clear();
        seconds = LEAST_SECONDS;
    }
}
