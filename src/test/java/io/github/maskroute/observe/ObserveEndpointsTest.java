package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.HttpSettings;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.testing.TestLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ObserveEndpointsTest {

    @Test
    void shouldLogThePortThatReplacesATakenOne() throws IOException {
        TestLog log = new TestLog();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ObserveEndpoints observer = new ObserveEndpoints(new HttpSettings("127.0.0.1", taken.getLocalPort()), true,
                        Schedule.always())) {
            String port = observer.url().replaceAll(".*:(\\d+)/", "$1");
            assertThat(log.text()).contains("Port " + taken.getLocalPort() + " is taken: using " + port);
        }
    }

    @Test
    void shouldNameATakenPortAndTheRemedyIfTheStartFails() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> new ObserveEndpoints(new HttpSettings("127.0.0.1", taken.getLocalPort()), false, Schedule.always()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("name port " + taken.getLocalPort() + ", which is taken", "MASKROUTE_HTTP_PORT=0");
        }
    }
}
