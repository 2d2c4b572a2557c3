package io.github.maskroute.camel.reload;

import io.github.maskroute.testing.Load;
import org.junit.jupiter.api.Test;

/** Edits files while the drain processes a backlog. */
class RouteReloaderLoadIT {

    @Test
    void shouldLoseAndDuplicateNothing() {
        new Load(6_000).survivesEdits(0.008);
    }
}
