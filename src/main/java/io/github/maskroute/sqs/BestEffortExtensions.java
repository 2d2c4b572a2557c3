package io.github.maskroute.sqs;

import io.github.maskroute.outage.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

/**
 * Extensions of visibility that may fail: the next one comes half a visibility timeout later, and a message that comes
 * again meanwhile is stored once. Camel would write several lines for each. Safe for use by several threads.
 */
public final class BestEffortExtensions extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(BestEffortExtensions.class);
    private static final String MEND = "Grant sqs:ChangeMessageVisibility: messages that take long come again meanwhile.";

    private final Outage refusals = new Outage("The extension of visibility");

    public BestEffortExtensions(SqsClient client) {
        super(client);
    }

    /** Answers with what was extended, and does not fail. That the queue is away is for those to tell who poll it. */
    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) {
        try {
            ChangeMessageVisibilityBatchResponse response = super.changeMessageVisibilityBatch(request);
            refusals.over();
            return ChangeMessageVisibilityBatchResponse.builder().successful(response.successful()).build();
        } catch (SdkException e) {
            SqsFault fault = SqsFault.of(e);
            if (fault.away()) {
                LOG.debug("{} messages were not extended ({}).", request.entries().size(), fault.description());
            } else {
                refusals.refusal(fault.description(), MEND);
            }
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }
    }
}
