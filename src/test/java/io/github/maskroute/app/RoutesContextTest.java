package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestDrain;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesContextTest {

    @Test
    void shouldGivePlaceholdersTheFolderInTheFormThatCamelKeeps() {
        assertThat(RoutesContext.placeholders(TestDrain.shipped(Map.of("maskroute.routes", "/a,b/routes"))))
                .containsEntry("maskroute.routes", "/a._2c_.b/routes");
    }
}
