package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.deadletter.tool.SourceQueues.SourceRoute;
import io.github.maskroute.sqs.OfflineSqsClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceQueuesTest {

    private static final SourceRoute LOGINS = route("drain-logins", "logins");
    private static final SourceRoute VISITS = route("drain-visits", "visits");

    @Test
    void shouldTakeTheOnlyRoute() {
        assertThat(new SourceQueues(List.of(LOGINS)).of(letter(Map.of(), Optional.empty()))).contains(LOGINS);
    }

    @Test
    void shouldTakeTheRouteThatTheLetterNamesOrTheQueueThatItWasMovedFrom() {
        SourceQueues queues = new SourceQueues(List.of(LOGINS, VISITS));

        assertThat(queues.of(letter(Map.of("maskroute-route", "drain-visits"), Optional.of("logins")))).contains(VISITS);
        assertThat(queues.of(letter(Map.of(), Optional.of("logins")))).contains(LOGINS);
        assertThat(queues.of(letter(Map.of("maskroute-route", "another"), Optional.of("another")))).isEmpty();
    }

    private static SourceRoute route(String id, String queueName) {
        return new SourceRoute(id, queueName, new SourceQueue(new OfflineSqsClient(), queueName));
    }

    private static Letter letter(Map<String, String> attributes, Optional<String> movedFrom) {
        return new Letter("id", Instant.EPOCH, 1, Optional.empty(), movedFrom, attributes, "body", "receipt");
    }
}
