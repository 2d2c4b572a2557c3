package io.github.maskroute.sqs;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A client that answers as it is told to and notes what it is asked. */
final class FakeSqs implements SqsClient {

    final List<DeleteMessageBatchRequest> deleteBatches = new CopyOnWriteArrayList<>();
    final List<String> deleted = new CopyOnWriteArrayList<>();
    final List<String> deletedAlone = new CopyOnWriteArrayList<>();
    final List<ChangeMessageVisibilityBatchRequestEntry> visibilities = new CopyOnWriteArrayList<>();
    final List<ReceiveMessageRequest> receives = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    /** Codes with which a receipt handle fails, first one first. */
    private final Map<String, Queue<String>> deleteFailures = new ConcurrentHashMap<>();

    final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    final Queue<Supplier<ReceiveMessageResponse>> answers = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch gate = new CountDownLatch(0);

    static RuntimeException outage() {
        return SqsException.builder().message("secret").build();
    }

    void failDelete(String receiptHandle, String... codes) {
        deleteFailures.put(receiptHandle, new ConcurrentLinkedQueue<>(List.of(codes)));
    }

    List<Integer> batchSizes() {
        return deleteBatches.stream().map(batch -> batch.entries().size()).toList();
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        deleteBatches.add(request);
        pass();
        List<BatchResultErrorEntry> failed = request.entries().stream()
                .filter(entry -> failure(entry) != null)
                .map(entry -> BatchResultErrorEntry.builder().id(entry.id()).code(deleteFailures.get(entry.receiptHandle()).remove()).build())
                .toList();
        request.entries().stream()
                .filter(entry -> failed.stream().noneMatch(error -> error.id().equals(entry.id())))
                .forEach(entry -> deleted.add(entry.receiptHandle()));
        return DeleteMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        deletedAlone.add(request.receiptHandle());
        return DeleteMessageResponse.builder().build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        receives.add(request);
        pass();
        Supplier<ReceiveMessageResponse> answer = answers.poll();
        return answer == null ? ReceiveMessageResponse.builder().build() : answer.get();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
        pass();
        visibilities.addAll(request.entries());
        return ChangeMessageVisibilityBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {
        closed = true;
    }

    private String failure(DeleteMessageBatchRequestEntry entry) {
        Queue<String> codes = deleteFailures.get(entry.receiptHandle());
        return codes == null ? null : codes.peek();
    }

    /** Waits for the gate even if interrupted, as a request on the wire would. */
    private void pass() {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }
}
