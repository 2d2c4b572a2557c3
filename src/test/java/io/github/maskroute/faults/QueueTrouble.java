package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.Packaged;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults of a queue that count the requests that met them, and the lines that a drain logged about them. Thread-safe. */
final class QueueTrouble {

    private final AtomicInteger met = new AtomicInteger();

    /** In place of an operation. */
    SqsProxy.Fault answering(int status, String code) {
        return call -> {
            met.incrementAndGet();
            return SqsProxy.Answer.error(status, code);
        };
    }

    /** Counts one request that met the fault. */
    int meet() {
        return met.incrementAndGet();
    }

    int met() {
        return met.get();
    }

    /** Waits for the time that the scenario is about. */
    static void last(Duration time) {
        await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    /** Checks that this was logged once, its end too, and nothing else but dead letters. */
    static void assertLoggedOnce(Packaged drain, String service, String what) {
        assertThat(warnings(drain)).hasSize(1).allMatch(line -> line.contains(service + " " + what + " since "));
        assertThat(lines(drain, service + " is back after ")).hasSize(1).allMatch(line -> line.contains("INFO"));
    }

    /** The warnings of a drain, without those about dead letters. */
    static List<String> warnings(Packaged drain) {
        return FaultRun.log(drain).lines().filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .filter(line -> !line.contains(" is a dead letter: ")).toList();
    }

    static List<String> lines(Packaged drain, String words) {
        return FaultRun.log(drain).lines().filter(line -> line.contains(words)).toList();
    }
}
