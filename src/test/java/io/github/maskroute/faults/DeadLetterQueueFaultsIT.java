package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import org.junit.jupiter.api.Test;

/** A dead-letter queue that accepts nothing for longer than the visibility timeout. */
class DeadLetterQueueFaultsIT {

    @Test
    void away() {
        try (FaultRun run = new FaultRun("05.01", "the dead-letter queue is away")) {
            QueueTrouble trouble = new QueueTrouble();
            run.queue().fault("SendMessage", trouble.answering(503, "ServiceUnavailable"));
            Packaged drain = run.start();
            waitForIt(run, drain, "is away");
            run.queue().heal();
            run.finish("the %d invalid events stayed in their queue, and all others were stored meanwhile"
                    .formatted(run.events().invalid().size()));
            QueueTrouble.assertLoggedOnce(drain, "The dead-letter queue", "is away");
            assertThat(trouble.met()).isBetween(1, 200);
        }
    }

    /** All valid events are stored, and the others neither leave their queue nor are delivered again. */
    static void waitForIt(FaultRun run, Packaged drain, String what) {
        int invalid = run.events().invalid().size();
        run.sendAll();
        run.awaitRows(run.events().valid().size());
        run.until("all that is left waits", () -> run.services().depth(run.services().queueUrl()) == invalid);
        run.until("a line about it", () -> !QueueTrouble.lines(drain, "The dead-letter queue " + what + " since ").isEmpty());
        QueueTrouble.last(FaultRun.VISIBILITY.plusSeconds(1));
        assertThat(run.services().depth(run.services().queueUrl())).isEqualTo(invalid);
    }
}
