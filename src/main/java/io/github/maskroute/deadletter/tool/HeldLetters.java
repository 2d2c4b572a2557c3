package io.github.maskroute.deadletter.tool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Letters that a scan has received and not deleted: their receipt handles, and when to extend their visibility timeout. For one thread. */
final class HeldLetters {

    private static final long MIN_SECONDS = 30;

    /** SQS's maximum. */
    private static final long MAX_SECONDS = Duration.ofHours(12).toSeconds();

    /** The timeout grows with the number of letters. Otherwise a long scan would spend all its time on extensions, and miss some. */
    private static final int LETTERS_PER_SECOND = 20;

    /** By message id. The timeout never shrinks during a scan, so the first letter is due first. */
    private final Map<String, Held> letters = new LinkedHashMap<>();
    private final LongSupplier nanoTime;
    private long seconds = MIN_SECONDS;

    /** @param nanoTime a clock like {@link System#nanoTime} */
    HeldLetters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param dueAt when to extend its visibility timeout */
    record Held(String id, String receipt, long dueAt) {}

    /** The visibility timeout for letters that are received or extended now. */
    int seconds() {
        seconds = Math.max(seconds, Math.min(MAX_SECONDS, letters.size() / LETTERS_PER_SECOND));
        return (int) seconds;
    }

    /** Adds a letter that was received or extended just now. */
    void hold(String id, String receipt) {
        letters.remove(id);
        letters.put(id, new Held(id, receipt, nanoTime.getAsLong() + Duration.ofSeconds(seconds()).dividedBy(2).toNanos()));
    }

    void remove(String id) {
        letters.remove(id);
    }

    /** The latest receipt handle of a letter: only this one is certain to delete it. */
    String receipt(Letter letter) {
        Held held = letters.get(letter.id());
        return held == null ? letter.receipt() : held.receipt();
    }

    /** Letters after half of their visibility timeout, oldest first. */
    List<Held> due() {
        long now = nanoTime.getAsLong();
        return letters.values().stream().takeWhile(held -> held.dueAt() - now <= 0).toList();
    }

    List<Held> all() {
        return List.copyOf(letters.values());
    }

    void clear() {
        letters.clear();
        seconds = MIN_SECONDS;
    }
}
