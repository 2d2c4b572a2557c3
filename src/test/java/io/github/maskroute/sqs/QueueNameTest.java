package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueNameTest {

    @Test
    void shouldShowTheEndOfTheUrl() {
        assertThat(new QueueName("logins", Optional.empty()).shown()).isEqualTo("logins");
        assertThat(new QueueName("logins", Optional.of("https://sqs.eu-central-1.amazonaws.com/1/other.fifo")).shown())
                .isEqualTo("other.fifo");
    }

    @Test
    void shouldRecognizeAFifoQueue() {
        assertThat(new QueueName("logins.fifo", Optional.empty()).isFifo()).isTrue();
        assertThat(new QueueName("logins.fifo", Optional.of("https://sqs.invalid/1/logins")).isFifo()).isFalse();
    }
}
