package io.github.maskroute.camel;

import org.apache.camel.component.aws2.sqs.Sqs2Constants;

/** What the aws2-sqs component and the Processors tell each other in headers and properties. */
public final class SqsHeaders {

    public static final String MESSAGE_ID = Sqs2Constants.MESSAGE_ID;
    public static final String SENT_TIMESTAMP = "SentTimestamp";
    static final String RECEIVE_COUNT = "ApproximateReceiveCount";
    static final String MESSAGE_GROUP_ID = "MessageGroupId";

    /** Exchange property from which the producer takes a FIFO message's group. */
    static final String GROUP_ID_PROPERTY = Sqs2Constants.MESSAGE_GROUP_ID_PROPERTY;

    /** Exchange property with the proven origin of a record that was sent again. */
    static final String ORIGIN_PROPERTY = "maskroute-origin";

    private SqsHeaders() {}
}
