package io.github.maskroute.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.SettableClock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SchedulePauserTest {

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");
    private final Schedule schedule = Schedule.of(Optional.of("01:00-05:00 Europe/Berlin"), clock);
    private final AtomicInteger pauses = new AtomicInteger();

    @Test
    void shouldPauseBeforeStartReturns() {
        try (SchedulePauser pauser = pauser()) {
            pauser.start();

            assertThat(pauses).hasValue(1);
            assertThat(schedule.isOpen()).isFalse();
            assertThat(schedule.nextChange()).contains(Instant.parse("2026-11-24T00:00:00Z"));
        }
    }

    @Test
    void shouldFollowTheClockWithOnePauseAtATime() {
        try (SchedulePauser pauser = pauser()) {
            pauser.start();
            clock.set("2026-11-24T00:00:00Z");
            await().until(() -> pauses.get() == 0);
            clock.set("2026-11-24T03:59:59Z");
            assertThat(schedule.isOpen()).isTrue();
            clock.set("2026-11-24T04:00:00Z");
            await().until(() -> pauses.get() == 1);
        }
    }

    @Test
    void shouldAlwaysBeOpenWithoutWindows() {
        Schedule always = Schedule.of(Optional.empty(), clock);

        assertThat(always.isOpen()).isTrue();
        assertThat(always.nextChange()).isEmpty();
    }

    private SchedulePauser pauser() {
        return new SchedulePauser(schedule, () -> {
            pauses.incrementAndGet();
            return pauses::decrementAndGet;
        });
    }
}
