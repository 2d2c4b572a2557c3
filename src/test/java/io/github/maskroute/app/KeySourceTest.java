package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.TestDrain;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySourceTest {

    @Test
    void shouldRequireKeysWhereADatabaseIsNamed() {
        assertThatThrownBy(() -> new KeySource(new ServiceFactory(TestDrain.shipped(
                        Map.of("maskroute.db.url", "jdbc:postgresql://db.example.com/app")))))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("maskroute.mask.keyset is missing");
    }
}
