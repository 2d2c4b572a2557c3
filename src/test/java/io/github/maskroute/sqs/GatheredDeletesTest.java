package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

@SuppressWarnings("removal")
class GatheredDeletesTest {

    @Test
    void shouldWorkAsABeanUnderItsOldName() throws Exception {
        FakeSqs sqs = new FakeSqs();
        try (DefaultCamelContext context = new DefaultCamelContext(); GatheredDeletes deletes = new GatheredDeletes(sqs, 2)) {
            context.getRegistry().bind("maskroute-sqs-client", deletes);
            context.getRegistry().lookupByNameAndType("maskroute-sqs-client", SqsClient.class)
                    .deleteMessage(request -> request.queueUrl("q").receiptHandle("h"));
        }

        assertThat(sqs.deleted).containsExactly("h");
        assertThat(sqs.deletedAlone).isEmpty();
    }
}
