package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.DrainPages;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.SettableClock;
import io.github.maskroute.testing.TestDrain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Schedules in a real drain, by a clock that the test sets. */
class ScheduleIT {

    private static final String WINDOWS = "01:00-05:00 Europe/Berlin";
    private static final String CLOSED = "Outside the schedule: polling is paused, and continues at ";

    @Test
    void shouldPollInsideTheWindowsOnly() {
        SettableClock clock = new SettableClock("2026-11-22T12:00:00Z");
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.schedule.windows", WINDOWS));
                Drain drain = new Drain(TestDrain.shipped(queues.settings()), clock)) {
            queues.send(events(0, 20));
            drain.start();
            assertThat(queues.log()).contains(CLOSED + "2026-11-23T01:00+01:00[Europe/Berlin]");
            // Long enough for two checks of the schedule and four polls of each thread.
            await().during(2, TimeUnit.SECONDS).atMost(TestDrain.PATIENCE).until(() -> visible(queues) == 20);
            assertThat(drain.camelContext().getStatus().isStarted()).isTrue();
            assertThat(DrainPages.page(drain, "observe/health/ready").statusCode()).isEqualTo(200);
            assertThat(DrainPages.page(drain, "status.json").body())
                    .contains("\"state\":\"paused\"", "Outside the schedule: polling continues at 2026-11-23 00:00 UTC",
                            "\"nextChange\":\"2026-11-23T00:00:00Z\"");

            clock.set("2026-11-23T00:00:00Z");
            queues.awaitRows(20);
            assertThat(queues.log()).contains("Inside the schedule: polling continues until 2026-11-23T05:00+01:00[Europe/Berlin]");

            clock.set("2026-11-23T04:00:00Z");
            await().atMost(TestDrain.PATIENCE).until(() -> queues.log().contains(CLOSED + "2026-11-24T01:00+01:00[Europe/Berlin]"));
            queues.send(events(20, 40));
            await().during(2, TimeUnit.SECONDS).atMost(TestDrain.PATIENCE).until(() -> visible(queues) == 20);
            assertThat(queues.log()).doesNotContain("WARN").doesNotContain("ERROR");
        }
    }

    @Test
    void shouldProcessReceivedMessagesAfterTheWindowCloses() {
        SettableClock clock = new SettableClock("2026-11-23T00:00:00Z");
        try (TestDrain queues = new TestDrain("",
                Map.of("maskroute.schedule.windows", WINDOWS, "maskroute.queue.visibility-seconds", "600"));
                Drain drain = new Drain(TestDrain.shipped(queues.settings()), clock)) {
            drain.start();
            queues.send(events(0, 3_000));
            await().atMost(TestDrain.PATIENCE).until(() -> queues.count() > 100);
            clock.set("2026-11-23T12:00:00Z");
            await().atMost(TestDrain.PATIENCE).until(() -> queues.log().contains(CLOSED));
            await().atMost(TestDrain.PATIENCE).until(() -> queues.depth(queues.queueUrl()) == visible(queues));

            assertThat(queues.count()).isEqualTo(3_000 - visible(queues));
            assertThat(queues.deadLetters()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void shouldEndADrainAtOnceOutsideTheWindows() throws InterruptedException {
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.schedule.windows", WINDOWS, "maskroute.run.mode", "drain"));
                Drain drain = new Drain(TestDrain.shipped(queues.settings()), new SettableClock("2026-11-23T12:00:00Z"))) {
            queues.send(events(0, 5));
            drain.start();

            assertThat(drain.awaitDrained()).isTrue();
            assertThat(drain.summary()).hasValueSatisfying(summary -> assertThat(summary).startsWith("Drained: received 0,"));
            assertThat(visible(queues)).isEqualTo(5);
        }
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestDrain::event).toList();
    }

    private static int visible(TestDrain queues) {
        return Integer.parseInt(Services.get().client().getQueueAttributes(request -> request.queueUrl(queues.queueUrl())
                .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
