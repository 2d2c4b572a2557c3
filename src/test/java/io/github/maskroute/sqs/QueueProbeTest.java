package io.github.maskroute.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.outage.Outage;
import io.github.maskroute.testing.TestLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class QueueProbeTest {

    private static final Map<String, String> ROUTES = Map.of("http://sqs/a", "drain-a", "http://sqs/b", "drain-b");

    private final FakeSqs sqs = new FakeSqs();
    private final Outage outage = new Outage("The queue of this test");
    private final Outage deadLetters = new Outage("The dead-letter queue of this test");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final QueueProbe probe = new QueueProbe(sqs, outage, deadLetters, meters);

    @Test
    void shouldSumTheNumbersOfAllQueues() {
        answer();
        probe.ask(ROUTES, Set.of("http://sqs/dead"));

        assertThat(probe.depth()).isEqualTo(new QueueProbe.Depth(OptionalInt.of(6), OptionalInt.of(4), OptionalInt.of(3)));
        assertThat(probe.depth("http://sqs/a", "http://sqs/dead"))
                .isEqualTo(new QueueProbe.Depth(OptionalInt.of(3), OptionalInt.of(2), OptionalInt.of(3)));
        assertThat(meters.get("maskroute.queue.messages").tags("queue", "a", "route", "drain-a", "state", "in_flight").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void shouldDropTheNumbersOfQueuesThatAreNotRequestedAgain() {
        answer();
        probe.ask(ROUTES, Set.of("http://sqs/dead"));
        probe.ask(Map.of("http://sqs/a", "drain-a"), Set.of());

        assertThat(probe.depth()).isEqualTo(new QueueProbe.Depth(OptionalInt.of(3), OptionalInt.of(2), OptionalInt.empty()));
        assertThat(meters.get("maskroute.queue.messages").tags("queue", "b", "state", "visible").gauge().value()).isNaN();
    }

    @Test
    void shouldRecordThatSqsIsAway() {
        sqs.failures.add(FakeSqs.outage());
        probe.ask(Map.of("http://sqs/a", "drain-a"), Set.of());

        assertThat(probe.depth().visible()).isEmpty();
        assertThat(outage.description()).hasValueSatisfying(words -> assertThat(words).startsWith("is away since "));
    }

    @Test
    void shouldWarnOnceAboutARefusalThatIsNoOutage() {
        TestLog log = new TestLog();
        for (int round = 0; round < 5; round++) {
            sqs.failures.add(FakeSqs.refusal("AccessDenied"));
            probe.ask(Map.of("http://sqs/refused-queue", "drain-a"), Set.of());
        }

        assertThat(log.text().lines().filter(line -> line.contains("refused-queue"))).singleElement().asString()
                .contains("WARN", "AccessDenied", "grant sqs:GetQueueAttributes");
        assertThat(outage.since()).isEmpty();
    }

    private void answer() {
        sqs.attributes = Map.of(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "3",
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "2");
    }
}
