package io.github.maskroute.deadletter.tool;

import io.github.maskroute.sqs.SqsLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The queue that letters are redriven to. Safe for use by several threads. */
public final class SourceQueue {

    private final SqsClient client;
    private final String url;

    /** @param url of the queue */
    public SourceQueue(SqsClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /** Splits at most ten copies into requests that SQS's size limit allows. */
    static List<List<RedriveCopy>> requests(List<RedriveCopy> copies) {
        List<List<RedriveCopy>> requests = new ArrayList<>();
        int bytes = SqsLimits.BATCH_BYTES;
        for (RedriveCopy copy : copies) {
            bytes += copy.bytes();
            if (bytes > SqsLimits.BATCH_BYTES) {
                requests.add(new ArrayList<>());
                bytes = copy.bytes();
            }
            requests.get(requests.size() - 1).add(copy);
        }
        return requests;
    }

    /**
     * Sends one request.
     *
     * @return the accepted copies with their message ids
     * @throws SdkException if SQS is away or refuses all copies; if it is away, it may have accepted copies nevertheless
     */
    Map<RedriveCopy, String> send(List<RedriveCopy> copies) {
        List<SendMessageBatchRequestEntry> entries = copies.stream().map(this::entry).toList();
        Map<String, String> accepted = new HashMap<>();
        try {
            client.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                    .successful().forEach(entry -> accepted.put(entry.id(), entry.messageId()));
        } catch (SqsException e) {
            if (copies.size() > 1 || !isOfTheMessage(e)) {
                throw e;
            }
        }
        return copies.stream().filter(copy -> accepted.containsKey(copy.letter().id()))
                .collect(Collectors.toMap(Function.identity(), copy -> accepted.get(copy.letter().id())));
    }

    private SendMessageBatchRequestEntry entry(RedriveCopy copy) {
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(copy.letter().id()).messageBody(copy.body()).messageAttributes(copy.attributes());
        if (url.endsWith(".fifo")) {
            // SQS drops a copy that is sent again within minutes because its letter could not be deleted.
            entry.messageGroupId(copy.letter().groupId().orElse(copy.letter().id())).messageDeduplicationId(copy.letter().id());
        }
        return entry.build();
    }

    /** SQS refuses the whole request if its only message is too large. */
    private static boolean isOfTheMessage(SqsException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return code.endsWith("BatchRequestTooLong") || code.equals("InvalidParameterValue");
    }
}
