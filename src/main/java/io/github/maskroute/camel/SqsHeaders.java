package io.github.maskroute.camel;

import org.apache.camel.component.aws2.sqs.Sqs2Constants;

/** Names of the headers and exchange properties that the aws2-sqs component and the steps exchange. */
public final class SqsHeaders {

    public static final String MESSAGE_ID = Sqs2Constants.MESSAGE_ID;
    public static final String SENT_TIMESTAMP = "SentTimestamp";
    static final String RECEIVE_COUNT = "ApproximateReceiveCount";
    static final String MESSAGE_GROUP_ID = "MessageGroupId";

    /** Exchange property from which the producer reads the group id of a FIFO message. */
    static final String GROUP_ID_PROPERTY = Sqs2Constants.MESSAGE_GROUP_ID_PROPERTY;

    /** Exchange property with the verified origin of a redriven record. */
    static final String ORIGIN_PROPERTY = "maskroute-origin";

    private SqsHeaders() {}
}
