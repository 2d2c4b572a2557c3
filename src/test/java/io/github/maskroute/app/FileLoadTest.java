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
                .hasMessage("--route names none of the routes that take messages from SQS; give one of these: drain-logins, drain-orders");
        assertThatThrownBy(() -> FileLoad.drain(Optional.empty(), TWO)).isInstanceOf(ConfigurationException.class)
                .hasMessage("name the route that takes the events with --route;"
                        + " those that take messages from SQS: drain-logins, drain-orders");
    }
}
