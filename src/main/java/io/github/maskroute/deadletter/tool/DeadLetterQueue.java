package io.github.maskroute.deadletter.tool;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The dead-letter queue, looked through by receiving, since SQS has no other way.
 *
 * <p>What is received stays hidden from others until the end of the scan, also if that end is a signal; after a crash, for half
 * a minute, or, if thousands are held, a second for each twenty. For one thread.
 * All methods throw {@link SdkException} if SQS is away or refuses.
 */
public final class DeadLetterQueue implements AutoCloseable {

    /** SQS's limit of messages in a request. */
    static final int PAGE = 10;

    /** SQS asks all of its servers only if it may wait. */
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
     * Gives each visible letter that is meant to a reader, in no order, ten at most at once.
     *
     * @return how many
     */
    public long scan(LetterFilter choice, Consumer<List<Letter>> reader) {
        Set<String> seen = new HashSet<>();
        AtomicLong left = new AtomicLong(choice.max());
        pagesOfSeen = 0;
        try {
            while (!ending && left.get() > 0 && step(seen, choice, left, reader)) { }
        } finally {
            release();
        }
        awaitEnd();
        return choice.max() - left.get();
    }

    /** The first visible letter that a search finds. */
    public Optional<Letter> find(Predicate<Letter> search) {
        AtomicReference<@Nullable Letter> found = new AtomicReference<>();
        scan(new LetterFilter(search, 1), page -> found.set(page.get(0)));
        return Optional.ofNullable(found.get());
    }

    /** Deletes letters of the page that is being read. @return those that could not be */
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

    /** Whether SQS gives letters that it moves here a time of their own. */
    boolean isFifo() {
        return url.endsWith(".fifo");
    }

    /** About how many letters a scan will read at most; empty if that may not be asked. */
    public OptionalLong size(LetterFilter choice) {
        try {
            return OptionalLong.of(Math.min(choice.max(), Long.parseLong(client.getQueueAttributes(request -> request.queueUrl(url)
                            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))));
        } catch (SqsException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook with it.
        }
    }

    private synchronized boolean step(Set<String> seen, LetterFilter choice, AtomicLong left, Consumer<List<Letter>> reader) {
        // Else letters that were read would come again, and others could take them, while the scan goes on.
        changeVisibility(held.due(), held.seconds());
        List<Message> received = client.receiveMessage(request -> request.queueUrl(url)
                .maxNumberOfMessages(PAGE).waitTimeSeconds(WAIT_SECONDS).visibilityTimeout(held.seconds())
                .messageAttributeNames("All").messageSystemAttributeNamesWithStrings("All")).messages();
        received.forEach(message -> held.hold(message.messageId(), message.receiptHandle()));
        List<Message> unseen = received.stream().filter(message -> seen.add(message.messageId())).toList();
        List<Letter> meant = unseen.stream().map(Letter::of).filter(choice.letters()).limit(left.get()).toList();
        if (!meant.isEmpty()) {
            left.addAndGet(-meant.size());
            reader.accept(meant);
        }
        pagesOfSeen = unseen.isEmpty() ? pagesOfSeen + 1 : 0;
        return !received.isEmpty() && pagesOfSeen < 2;
    }

    private synchronized void release() {
        try {
            changeVisibility(held.all(), 0);
        } catch (SdkException e) {
            // They become visible by themselves.
        }
        held.clear();
    }

    private void changeVisibility(List<HeldLetters.Held> all, int seconds) {
        for (int from = 0; from < all.size(); from += PAGE) {
            List<HeldLetters.Held> page = all.subList(from, Math.min(from + PAGE, all.size()));
            List<ChangeMessageVisibilityBatchRequestEntry> entries = page.stream()
                    .map(letter -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(letter.id()).receiptHandle(letter.receipt()).visibilityTimeout(seconds).build())
                    .toList();
            client.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
            page.forEach(letter -> held.hold(letter.id(), letter.receipt()));
        }
    }

    /** On a signal: after the page that is being read, so that what was sent is also deleted. */
    private void end() {
        ending = true;
        release();
    }

    /** A scan that a signal ended is not whole: nobody must go on as if it were. */
    private void awaitEnd() {
        try {
            new CountDownLatch(ending ? 1 : 0).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
