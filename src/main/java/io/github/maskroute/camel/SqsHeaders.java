package io.github.maskroute.camel;

import org.apache.camel.component.aws2.sqs.Sqs2Constants;

/** The headers that the aws2-sqs consumer sets and that the Processors read. */
final class SqsHeaders {

    static final String MESSAGE_ID = Sqs2Constants.MESSAGE_ID;
    static final String SENT_TIMESTAMP = "SentTimestamp";
    static final String MESSAGE_GROUP_ID = "MessageGroupId";

    private SqsHeaders() {}
}
