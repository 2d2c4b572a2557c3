package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObserverTest {

    @Test
    void pollersAreStuckAfterFiveMinutesWithoutAReceive() {
        assertThat(Observer.stuck(Duration.ofSeconds(299), false)).isEmpty();
        assertThat(Observer.stuck(Duration.ofSeconds(300), false)).hasValue("no receive for 300 s");
    }

    @Test
    void pollersThatWaitForADatabaseOrAScheduleAreNotStuck() {
        assertThat(Observer.stuck(Duration.ofHours(9), true)).isEmpty();
    }
}
