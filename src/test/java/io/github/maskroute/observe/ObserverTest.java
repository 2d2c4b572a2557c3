package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TestLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverTest {

    @Test
    void shouldReportStuckPollersAfterFiveMinutesWithoutAReceive() {
        assertThat(Observer.stuck(Duration.ofSeconds(299), false)).isEmpty();
        assertThat(Observer.stuck(Duration.ofSeconds(300), false)).hasValue("no receive for 300 s");
    }

    @Test
    void shouldLogThePortThatReplacesATakenOne() throws IOException {
        TestLog log = new TestLog();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Observer observer = new Observer(TestDrain.shipped(Map.of("maskroute.http.port", "" + taken.getLocalPort())),
                        Schedule.always())) {
            String port = observer.url().replaceAll(".*:(\\d+)/", "$1");
            assertThat(log.text()).contains("Port " + taken.getLocalPort() + " is taken: using " + port);
        }
    }

    @Test
    void shouldNameATakenPortAndTheRemedyIfTheStartFails() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Settings settings = TestDrain.shipped(Map.of("maskroute.http.port", "" + taken.getLocalPort(),
                    "maskroute.queue.region", "eu-central-1"));

            assertThatThrownBy(() -> new Observer(settings, Schedule.always())).isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("name port " + taken.getLocalPort() + ", which is taken", "MASKROUTE_HTTP_PORT=0");
        }
    }

    @Test
    void shouldNotReportPollersThatWaitForADatabaseOrASchedule() {
        assertThat(Observer.stuck(Duration.ofHours(9), true)).isEmpty();
    }
}
