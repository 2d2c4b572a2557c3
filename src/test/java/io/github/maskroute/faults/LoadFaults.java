package io.github.maskroute.faults;

import io.github.maskroute.testing.Load;
import org.junit.jupiter.api.Test;

/** What each build tests with a small backlog, with a large one. */
class LoadFaults {

    @Test
    void shouldDrainTwoHundredThousandMessagesIn96Megabytes() {
        new Load(200_000).fitsInto("96m");
    }

    @Test
    void shouldApplyEditsDuringFiftyThousandMessages() {
        new Load(50_000).survivesEdits(0);
    }
}
