package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.testing.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several drains on one queue, one of them killed every few seconds. */
class ReplicaFaultsIT {

    private static final int REPLICAS = 3;
    private static final int KILLS = Math.max(2, FaultRun.EVENTS / 1_000);
    private static final int PARTS = 4 * KILLS;

    @Test
    void allShareTheWork() {
        List<Replica> replicas = new ArrayList<>();
        try (FaultRun run = new FaultRun("06", "three drains on one queue, one of them killed every few seconds")) {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(new Replica(run));
            }
            replicas.forEach(replica -> run.awaitRunning(replica.drain));
            for (int i = 0; i < KILLS; i++) {
                Replica victim = replicas.get(run.random().nextInt(REPLICAS));
                feed(run, PARTS / KILLS);
                run.awaitRunning(victim.drain).kill();
                victim.launch();
            }
            replicas.forEach(replica -> run.awaitRunning(replica.drain));
            run.finish("killed %d times; each had messages of its own to delete (%s)".formatted(KILLS, shares(replicas)));
            assertThat(replicas).allMatch(replica -> replica.deleted.get() > 0);
        } finally {
            replicas.forEach(replica -> replica.queue.close());
        }
    }

    /** Lets the drains work for a few seconds, and leaves some events for later. */
    private static void feed(FaultRun run, int parts) {
        for (int i = 0; i < parts; i++) {
            int before = run.rows();
            run.send(FaultRun.EVENTS / PARTS);
            run.letPass(500);
            run.until("rows", () -> run.rows() > before);
        }
    }

    private static String shares(List<Replica> replicas) {
        return replicas.stream().map(replica -> "%,d".formatted(replica.deleted.get())).collect(Collectors.joining(", "));
    }

    /** A drain with a proxy of its own before the queue, which counts its deletes. */
    private static final class Replica {

        private final FaultRun run;
        private final AtomicInteger deleted = new AtomicInteger();
        private final SqsProxy queue = new SqsProxy(Services.get().queueEndpoint());
        private Packaged drain;

        Replica(FaultRun run) {
            this.run = run;
            queue.fault("DeleteMessageBatch", call -> {
                SqsProxy.Answer answer = call.forward();
                deleted.addAndGet(answer.json().path("Successful").size());
                return answer;
            });
            drain = launched();
        }

        void launch() {
            drain = launched();
        }

        private Packaged launched() {
            return run.launch(Map.of("MASKROUTE_QUEUE_ENDPOINT", queue.endpoint().toString()));
        }
    }
}
