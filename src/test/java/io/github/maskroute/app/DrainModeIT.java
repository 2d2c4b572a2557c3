package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.camel.telemetry.FinishedMessages;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.LimitedReceives;
import io.github.maskroute.testing.DrainProcess;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Runs that end by themselves. */
@Timeout(180)
class DrainModeIT {

    private static final Duration END = Duration.ofSeconds(100);
    private static final Map<String, String> DRAIN = Map.of("maskroute.run.mode", "drain");

    @Test
    void shouldEmptyTheQueuePrintTheSummaryAndExitWithZero() {
        try (TestDrain queues = new TestDrain("", DRAIN)) {
            List<String> bodies = new ArrayList<>(events(297));
            bodies.addAll(List.of("not json", "{}", TestDrain.event(300).replace("198.51", "198.51.1")));
            queues.send(bodies);
            try (DrainProcess program = process(queues, Map.of())) {
                assertThat(program.exitCode(END)).as(program.output()).isZero();
                assertThat(program.output()).contains("The drain ends: the queue is empty.").doesNotContain("ERROR");
                assertThat(program.output().lines().reduce("", (first, last) -> last))
                        .startsWith("Drained: received ").contains("stored 297, duplicates 0, dead-lettered 3 (");
                queues.assertNothingLeaked(program.output());
            }
            assertThat(queues.depth(queues.queueUrl())).isZero();
            assertThat(queues.count()).isEqualTo(297);
            assertThat(queues.deadLetters()).hasSize(3);
        }
    }

    @Test
    void shouldReceiveNoMoreThanMaxMessages() throws InterruptedException {
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.run.mode", "drain", "maskroute.run.max-messages", "25"))) {
            queues.send(events(100));
            String summary = drain(queues);

            assertThat(summary).startsWith("Drained: received 25, stored 25, duplicates 0, dead-lettered 0");
            assertThat(queues.count()).isEqualTo(25);
            assertThat(attribute(queues, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo(75);
            assertThat(attribute(queues, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)).isZero();
        }
    }

    @Test
    void shouldCountDeadLettersTowardsMaxMessages() throws InterruptedException {
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.run.mode", "drain", "maskroute.run.max-messages", "7"))) {
            queues.send(IntStream.range(0, 10).mapToObj(i -> "{}").toList());
            drain(queues);

            assertThat(queues.depth(queues.queueUrl())).isEqualTo(3);
            assertThat(queues.deadLetters()).hasSize(7);
        }
    }

    /** A route that stops, for example for an edit, leaves messages that it received and did not process. */
    @Test
    @Timeout(30)
    void shouldEndEvenIfTheMessagesReceivedLastWereNotProcessed() throws Exception {
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.run.mode", "drain", "maskroute.run.max-messages", "1"));
                SqsConnection queue = new SqsConnection(new ServiceFactory(TestDrain.shipped(queues.settings())));
                DefaultCamelContext context = new DefaultCamelContext()) {
            queues.send(events(1));
            LimitedReceives receives = queue.counted().orElseThrow();
            receives.receiveMessage(request -> request.queueUrl(queues.queueUrl()).visibilityTimeout(0));
            try (DrainRun run = new DrainRun(
                    queue, new DrainedQueues(queue, false), receives, Schedule.always(), new FinishedMessages(), context)) {
                run.await();
            }
            assertThat(receives.isSpent()).isTrue();
            assertThat(queues.depth(queues.queueUrl())).isEqualTo(1);
        }
    }

    @Test
    void shouldEndSoonWithAnEmptyQueue() throws InterruptedException {
        try (TestDrain queues = new TestDrain("", DRAIN)) {
            Instant start = Instant.now();
            assertThat(drain(queues)).isEqualTo("Drained: received 0, stored 0, duplicates 0, dead-lettered 0");
            assertThat(Duration.between(start, Instant.now())).as("does not wait for a long poll").isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void shouldWaitForMessagesThatAreDelayedOrInFlight() throws InterruptedException {
        try (TestDrain queues = new TestDrain("", DRAIN)) {
            queues.send(events(1));
            Services.get().client().receiveMessage(request -> request.queueUrl(queues.queueUrl()).visibilityTimeout(5));
            Services.get().client().sendMessage(request -> request.queueUrl(queues.queueUrl()).messageBody(TestDrain.event(2))
                    .delaySeconds(4));

            assertThat(drain(queues)).startsWith("Drained: received 2, stored 2,");
        }
    }

    @Test
    void shouldNotEndByItselfInServeMode() throws InterruptedException {
        try (TestDrain queues = new TestDrain();
                Drain drain = queues.startReplica()) {
            assertThat(drain.awaitDrained()).isFalse();
            assertThat(drain.summary()).isEmpty();
        }
    }

    @Test
    void shouldStopCleanlyAfterMaxDuration() {
        try (TestDrain queues = new TestDrain("", DRAIN);
                DrainProcess program = process(queues, Map.of("maskroute.run.max-duration", "4s"))) {
            // In flight elsewhere for longer than the drain may run: the queue is not empty.
            queues.send(events(1));
            Services.get().client().receiveMessage(request -> request.queueUrl(queues.queueUrl()).visibilityTimeout(600));

            assertThat(program.exitCode(END)).as(program.output()).isZero();
            assertThat(program.output()).contains("The drain ends: maskroute.run.max-duration is over.", "Drained: ")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void shouldExitWithZeroAndPrintTheSummaryWhenTerminated() {
        try (TestDrain queues = new TestDrain("", DRAIN)) {
            queues.send(events(5));
            Services.get().client().receiveMessage(request -> request.queueUrl(queues.queueUrl()).visibilityTimeout(600));
            try (DrainProcess program = process(queues, Map.of()).awaitOutput("Running: ")) {
                await().atMost(TestDrain.PATIENCE).until(() -> queues.count() == 4);
                assertThat(program.terminate(Duration.ofSeconds(20))).isZero();
                assertThat(program.output()).contains("Drained: received 4, stored 4,");
            }
            assertThat(queues.depth(queues.queueUrl())).isEqualTo(1);
        }
    }

    /** Runs a drain to its end, stops it, and returns its summary. */
    private static String drain(TestDrain queues) throws InterruptedException {
        Drain drain = new Drain(TestDrain.shipped(queues.settings()));
        try (drain) {
            drain.start();
            assertThat(drain.awaitDrained()).isTrue();
        }
        return drain.summary().orElseThrow();
    }

    private static DrainProcess process(TestDrain queues, Map<String, String> others) {
        Map<String, String> settings = new TreeMap<>(queues.settings());
        settings.put("maskroute.dev-services", "off");
        settings.putAll(others);
        return DrainProcess.start(List.of(), settings);
    }

    private static List<String> events(int count) {
        return IntStream.range(0, count).mapToObj(TestDrain::event).toList();
    }

    private static int attribute(TestDrain queues, QueueAttributeName name) {
        return Integer.parseInt(Services.get().client().getQueueAttributes(request ->
                request.queueUrl(queues.queueUrl()).attributeNames(name)).attributes().get(name));
    }
}
