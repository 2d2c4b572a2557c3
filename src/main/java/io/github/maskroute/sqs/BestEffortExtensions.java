package io.github.maskroute.sqs;

import io.github.maskroute.outage.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;

/**
 * Extends the visibility timeout of messages, and ignores failures: the next extension follows half a visibility timeout later, and a
 * message that is delivered again meanwhile is stored once. Camel would log several lines for each failure. Safe for use by several
 * threads.
 */
public final class BestEffortExtensions extends DelegatingSqsClient {

    private static final Logger LOG = LoggerFactory.getLogger(BestEffortExtensions.class);
    private static final String REMEDY = "Grant sqs:ChangeMessageVisibility: until then, messages that take long are delivered again.";

    private final Outage refusals = new Outage("The extension of visibility");

    public BestEffortExtensions(SqsClient client) {
        super(client);
    }

    /** Returns the messages that were extended, and never throws. The pollers report it if the queue is away. */
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
                refusals.refusal(fault.description(), REMEDY);
            }
            return ChangeMessageVisibilityBatchResponse.builder().build();
        }
    }
}
