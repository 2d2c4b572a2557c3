package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileLoadTest {

    private static final List<String> TWO = List.of("drain-logins", "drain-orders");

    @Test
    void shouldSelectTheOnlyDrainOrTheNamedOne() {
        assertThat(FileLoad.drain(Optional.empty(), List.of("drain-logins"))).isEqualTo("drain-logins");
        assertThat(FileLoad.drain(Optional.of("drain-orders"), TWO)).isEqualTo("drain-orders");
    }

    @Test
    void shouldRejectANameThatIsNotADrain() {
        assertThatThrownBy(() -> FileLoad.drain(Optional.of("drain-order"), TWO)).isInstanceOf(ConfigurationException.class)
                .hasMessage("--route names no route that polls SQS; use one of these: drain-logins, drain-orders");
        assertThatThrownBy(() -> FileLoad.drain(Optional.empty(), TWO)).isInstanceOf(ConfigurationException.class)
                .hasMessage("choose the route for these events with --route; the routes that poll SQS are drain-logins, drain-orders");
    }
}
