package io.github.maskroute.sqs;

import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The old name of {@link BatchedDeletes}.
 *
 * @deprecated for removal in the next release: use {@link BatchedDeletes}
 */
@Deprecated(forRemoval = true)
public final class GatheredDeletes extends BatchedDeletes {

    public GatheredDeletes(SqsClient client, int workers) {
        super(client, workers);
    }
}
