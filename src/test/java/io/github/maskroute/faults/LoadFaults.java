package io.github.maskroute.faults;

import io.github.maskroute.testing.Load;
import org.junit.jupiter.api.Test;

/** The load tests of each build, with a large backlog. */
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
