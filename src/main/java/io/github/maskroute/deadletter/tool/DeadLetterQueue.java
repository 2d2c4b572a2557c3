package io.github.maskroute.deadletter.tool;

import io.github.maskroute.sqs.QueueCounts;
import io.github.maskroute.sqs.SqsLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Scans the dead-letter queue by receiving, because SQS has no other way.
 *
 * <p>Received letters stay invisible to others until the end of the scan, also if a signal ends it. After a crash they stay invisible for
 * half a minute or, if thousands are held, one second for each twenty. For one thread. All methods throw {@link SdkException} if SQS is
 * away or refuses.
 */
public final class DeadLetterQueue implements AutoCloseable {

    /** SQS only queries all of its servers if it may wait. */
    private static final int WAIT_SECONDS = 1;

    private final SqsClient client;
    private final String url;
    private final HeldLetters held;
    private final Thread atExit = new Thread(this::end, "maskroute-letters");
    private volatile boolean ending;
    private int pagesOfSeen;

    /** @param url of the queue */
    public DeadLetterQueue(SqsClient client, String url) {
        this(client, url, System::nanoTime);
    }

    DeadLetterQueue(SqsClient client, String url, LongSupplier nanoTime) {
        this.client = client;
        this.url = url;
        this.held = new HeldLetters(nanoTime);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Passes each visible letter that the filter selects to a reader, unordered, in pages of at most ten.
     *
     * @return the number of letters
     */
    public long scan(LetterFilter filter, Consumer<List<Letter>> reader) {
        Set<String> seen = new HashSet<>();
        AtomicLong left = new AtomicLong(filter.max());
        pagesOfSeen = 0;
        try {
            while (!ending && left.get() > 0 && step(seen, filter, left, reader)) { }
        } finally {
            release();
        }
        awaitEnd();
        return filter.max() - left.get();
    }

    /** The first visible letter that a search finds. */
    public Optional<Letter> find(Predicate<Letter> search) {
        AtomicReference<@Nullable Letter> found = new AtomicReference<>();
        scan(new LetterFilter(search, 1), page -> found.set(page.get(0)));
        return Optional.ofNullable(found.get());
    }

    /** Deletes letters of the page that is being read. @return the number of letters that could not be deleted */
    public synchronized int delete(List<Letter> letters) {
        List<DeleteMessageBatchRequestEntry> entries = letters.stream().map(letter -> DeleteMessageBatchRequestEntry.builder()
                .id(letter.id()).receiptHandle(held.receipt(letter)).build()).toList();
        if (entries.isEmpty()) {
            return 0;
        }
        Set<String> failed = new HashSet<>();
        client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)).failed().forEach(error -> failed.add(error.id()));
        letters.stream().map(Letter::id).filter(id -> !failed.contains(id)).forEach(held::remove);
        return failed.size();
    }

    /** Whether this is a FIFO queue, where SQS gives letters that it moves here a new time. */
    boolean isFifo() {
        return url.endsWith(".fifo");
    }

    /** The approximate maximum number of letters that a scan will read; empty if SQS refuses the request. */
    public OptionalLong size(LetterFilter filter) {
        try {
            OptionalInt visible = QueueCounts.of(client, url).visible();
            return visible.isPresent() ? OptionalLong.of(Math.min(filter.max(), visible.getAsInt())) : OptionalLong.empty();
        } catch (SqsException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program ends, and the hook runs.
        }
    }

    private synchronized boolean step(Set<String> seen, LetterFilter filter, AtomicLong left, Consumer<List<Letter>> reader) {
        // Otherwise letters that were read would become visible during the scan, and others could receive them.
        changeVisibility(held.due(), held.seconds());
        List<Message> received = client.receiveMessage(request -> request.queueUrl(url)
                .maxNumberOfMessages(SqsLimits.BATCH_ENTRIES).waitTimeSeconds(WAIT_SECONDS).visibilityTimeout(held.seconds())
                .messageAttributeNames("All").messageSystemAttributeNamesWithStrings("All")).messages();
        received.forEach(message -> held.hold(message.messageId(), message.receiptHandle()));
        List<Message> unseen = received.stream().filter(message -> seen.add(message.messageId())).toList();
        List<Letter> selected = unseen.stream().map(Letter::of).filter(filter.letters()).limit(left.get()).toList();
        if (!selected.isEmpty()) {
            left.addAndGet(-selected.size());
            reader.accept(selected);
        }
        pagesOfSeen = unseen.isEmpty() ? pagesOfSeen + 1 : 0;
        return !received.isEmpty() && pagesOfSeen < 2;
    }

    private synchronized void release() {
        try {
            changeVisibility(held.all(), 0);
        } catch (SdkException e) {
            // They become visible by themselves after the visibility timeout.
        }
        held.clear();
    }

    private void changeVisibility(List<HeldLetters.Held> all, int seconds) {
        for (int from = 0; from < all.size(); from += SqsLimits.BATCH_ENTRIES) {
            List<HeldLetters.Held> page = all.subList(from, Math.min(from + SqsLimits.BATCH_ENTRIES, all.size()));
            List<ChangeMessageVisibilityBatchRequestEntry> entries = page.stream()
                    .map(letter -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(letter.id()).receiptHandle(letter.receipt()).visibilityTimeout(seconds).build())
                    .toList();
            client.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
            page.forEach(letter -> held.hold(letter.id(), letter.receipt()));
        }
    }

    /** On a signal: waits for the page that is being read, so that letters whose copy was sent are also deleted. */
    private void end() {
        ending = true;
        release();
    }

    /** Blocks forever after a signal: the scan is incomplete, and the caller must not use its result. */
    private void awaitEnd() {
        try {
            new CountDownLatch(ending ? 1 : 0).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
