package io.github.maskroute.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldReturnFreePort() {
        int free = Ports.orFree(0);

        assertThat(free).isPositive();
        assertThat(Ports.orFree(free)).isEqualTo(free);
    }

    @Test
    void shouldReplacePortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.orFree(taken.getLocalPort())).isPositive().isNotEqualTo(taken.getLocalPort());
        }
    }
}
