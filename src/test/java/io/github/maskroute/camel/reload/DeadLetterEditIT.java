package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.faults.SqsProxy;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Edits the dead-letter route while letters wait for a queue that does not respond. */
class DeadLetterEditIT {

    private static final String ROUTE = "maskroute-send-dead-letter.camel.yaml";

    @Test
    void shouldSendAllWaitingLettersAfterAReload() {
        int letters = 10;
        RouteFiles routes = new RouteFiles();
        CountDownLatch open = new CountDownLatch(1);
        try (SqsProxy queue = new SqsProxy(Services.get().queueEndpoint());
                TestDrain drain = new TestDrain("", Map.of(
                        "maskroute.queue.endpoint", queue.endpoint().toString(), "maskroute.queue.visibility-seconds", "10",
                        "maskroute.routes", routes.folder().toString(), "camel.main.shutdownTimeout", "1"))) {
            queue.fault("SendMessage", call -> {
                open.await();
                return call.forward();
            });
            drain.send(Collections.nCopies(letters, "[]")).start();
            await().atMost(TestDrain.PATIENCE).until(() -> drain.camelContext().getInflightRepository().size("drain-logins") == letters);
            routes.edit(ROUTE, "Sends a rejected record's", "Edited. Sends a rejected record's");
            await().atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(ROUTE + " is edited and in force"));
            open.countDown();
            drain.awaitEmpty();
            assertThat(drain.deadLetters()).hasSizeGreaterThanOrEqualTo(letters);
        }
    }
}
