package io.github.maskroute.camel.reload;

import io.github.maskroute.testing.Load;
import org.junit.jupiter.api.Test;

/** Files saved while the drain works a backlog off. */
class RouteReloaderLoadIT {

    @Test
    void shouldLoseAndDuplicateNothing() {
        new Load(6_000).survivesEdits(0.008);
    }
}
