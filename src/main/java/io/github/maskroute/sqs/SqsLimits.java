package io.github.maskroute.sqs;

/**
 * Limits of SQS requests.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">SQS message quotas</a>
 */
public final class SqsLimits {

    /** Maximum number of entries in a batch request, and of messages in the answer to a receive. */
    public static final int BATCH_ENTRIES = 10;

    /** Maximum size of all entries of a batch together, in bytes. AWS accepts 1 MiB since 2025, ElasticMQ and LocalStack accept this. */
    public static final int BATCH_BYTES = 256 * 1024;

    private SqsLimits() {}
}
