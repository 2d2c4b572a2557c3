package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadingTest {

    private static final List<String> TWO = List.of("drain-logins", "drain-orders");

    @Test
    void takesTheOnlyDrainOrTheNamedOne() {
        assertThat(Loading.drain(Optional.empty(), List.of("drain-logins"))).isEqualTo("drain-logins");
        assertThat(Loading.drain(Optional.of("drain-orders"), TWO)).isEqualTo("drain-orders");
    }

    @Test
    void saysThatANameIsNoDrains() {
        assertThatThrownBy(() -> Loading.drain(Optional.of("drain-order"), TWO)).isInstanceOf(StartException.class)
                .hasMessage("--route names none of the routes that take messages from SQS; give one of these: drain-logins, drain-orders");
        assertThatThrownBy(() -> Loading.drain(Optional.empty(), TWO)).isInstanceOf(StartException.class)
                .hasMessage("name the route that takes the events with --route; those that take messages from SQS: drain-logins, drain-orders");
    }
}
