package io.github.maskroute.sqs;

import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The old name of {@link StringAttributesOnly}.
 *
 * @deprecated for removal in the next release: use {@link StringAttributesOnly}
 */
@Deprecated(forRemoval = true)
public final class TextAttributes extends StringAttributesOnly {

    public TextAttributes(SqsClient client) {
        super(client);
    }
}
