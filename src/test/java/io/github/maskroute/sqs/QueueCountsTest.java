package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class QueueCountsTest {

    @Test
    void shouldRequestAndSumAllThreeNumbers() {
        FakeSqs sqs = new FakeSqs();
        sqs.attributes = Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "3",
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "2",
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1", QueueAttributeName.VISIBILITY_TIMEOUT, "30");

        QueueCounts counts = QueueCounts.of(sqs, "q");

        assertThat(counts).isEqualTo(new QueueCounts(OptionalInt.of(3), OptionalInt.of(2), OptionalInt.of(1)));
        assertThat(counts.total()).isEqualTo(6);
    }

    @Test
    void shouldBeEmptyWithoutAnAttribute() {
        QueueCounts counts = QueueCounts.ofAttributes(Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "3"));

        assertThat(counts.visible()).hasValue(3);
        assertThat(counts.inFlight()).isEmpty();
        assertThat(counts.total()).isEqualTo(3);
        assertThat(QueueCounts.UNKNOWN.total()).isZero();
    }
}
