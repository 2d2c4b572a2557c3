package io.github.maskroute.sqs;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A client that returns the given answers and records its requests. */
final class FakeSqs implements SqsClient {

    final List<DeleteMessageBatchRequest> deleteBatches = new CopyOnWriteArrayList<>();
    final List<String> deleted = new CopyOnWriteArrayList<>();
    final List<String> deletedAlone = new CopyOnWriteArrayList<>();
    final List<ChangeMessageVisibilityBatchRequestEntry> visibilities = new CopyOnWriteArrayList<>();
    final List<ReceiveMessageRequest> receives = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    volatile Map<QueueAttributeName, String> attributes = Map.of();

    /** URL of a queue that refuses all deletes. */
    volatile String refused = "";

    /** Error codes of the deletes of a receipt handle, in order; its extension fails too. */
    private final Map<String, Queue<String>> failuresOf = new ConcurrentHashMap<>();

    final List<String> sent = new CopyOnWriteArrayList<>();
    final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    final Queue<Supplier<ReceiveMessageResponse>> answers = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch gate = new CountDownLatch(0);

    static RuntimeException outage() {
        return SqsException.builder().message("secret").statusCode(503).build();
    }

    static RuntimeException refusal(String code) {
        return SqsException.builder().message("secret").statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build()).build();
    }

    void fail(String receiptHandle, String... codes) {
        failuresOf.put(receiptHandle, new ConcurrentLinkedQueue<>(List.of(codes)));
    }

    List<Integer> batchSizes() {
        return deleteBatches.stream().map(batch -> batch.entries().size()).toList();
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
        deleteBatches.add(request);
        pass();
        if (request.queueUrl().equals(refused)) {
            throw refusal("AccessDenied");
        }
        List<BatchResultErrorEntry> failed = request.entries().stream()
                .filter(entry -> failure(entry) != null)
                .map(entry -> BatchResultErrorEntry.builder().id(entry.id()).code(failuresOf.get(entry.receiptHandle()).remove()).build())
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
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        pass();
        return GetQueueAttributesResponse.builder().attributes(request.attributeNames().stream().filter(attributes::containsKey)
                .collect(Collectors.toMap(Function.identity(), attributes::get))).build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        receives.add(request);
        pass();
        Supplier<ReceiveMessageResponse> answer = answers.poll();
        return answer == null ? ReceiveMessageResponse.builder().build() : answer.get();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        pass();
        sent.add(request.messageBody());
        return SendMessageResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
        pass();
        visibilities.addAll(request.entries());
        return ChangeMessageVisibilityBatchResponse.builder()
                .successful(request.entries().stream().filter(entry -> !failuresOf.containsKey(entry.receiptHandle()))
                        .map(entry -> ChangeMessageVisibilityBatchResultEntry.builder().id(entry.id()).build()).toList())
                .failed(request.entries().stream().filter(entry -> failuresOf.containsKey(entry.receiptHandle()))
                        .map(entry -> BatchResultErrorEntry.builder().id(entry.id()).code("InternalError").build()).toList())
                .build();
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
        Queue<String> codes = failuresOf.get(entry.receiptHandle());
        return codes == null ? null : codes.peek();
    }

    /** Waits for the gate even if interrupted, like a request on the network. */
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
