package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.maskroute.testing.SettableClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final AtomicLong stored = new AtomicLong(5);
    private final Timer delivery = Timer.builder("delivery")
            .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(10))
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final SettableClock clock = new SettableClock("1970-01-01T00:16:40Z");
    private final AtomicInteger visible = new AtomicInteger();
    private final History history = new History(clock, this::reading, () -> List.of(delivery));

    private MeterReading reading() {
        return new MeterReading(stored.get(), 0, 0, 0, 0, 0, OptionalInt.of(visible.get()), OptionalInt.of(0));
    }

    @Test
    void shouldRecordTheIncreaseOfEachSecond() {
        stored.addAndGet(7);
        history.tick();
        history.tick();
        stored.addAndGet(2);
        history.tick();

        assertThat(history.seconds()).extracting(History.Second::stored).containsExactly(7L, 0L, 2L);
        assertThat(history.seconds().get(0).t()).isEqualTo(999);
    }

    @Test
    void shouldKeepFiveMinutesOfSeconds() {
        for (int i = 0; i < 400; i++) {
            stored.set(i);
            history.tick();
        }

        assertThat(history.seconds()).hasSize(300);
        assertThat(history.seconds().get(299).stored()).isEqualTo(1);
    }

    @Test
    void shouldKeepAnHourOfMinutes() {
        for (int i = 0; i < 2 * 3_600; i++) {
            stored.addAndGet(i % 60 == 0 ? 3 : 1);
            history.tick();
            clock.set(clock.instant().plusSeconds(1));
        }

        assertThat(history.minutes()).hasSize(60).extracting(Minute::t).isSorted().allMatch(t -> t % 60 == 0);
        assertThat(history.minutes().subList(0, 59))
                .allMatch(minute -> minute.seconds() == 60 && minute.stored() == 62 && minute.highest() == 3);
    }

    @Test
    void shouldRecordWhenTheLastRowWasStored() {
        History fresh = new History(clock, () -> new MeterReading(
                stored.get() - 5, 0, 0, 0, 0, 0, OptionalInt.empty(), OptionalInt.empty()), () -> List.of(delivery));
        fresh.tick();
        assertThat(fresh.lastStored()).isEmpty();

        stored.incrementAndGet();
        clock.set(Instant.ofEpochSecond(2_000));
        fresh.tick();
        clock.set(Instant.ofEpochSecond(3_000));
        fresh.tick();
        assertThat(fresh.lastStored()).hasValue(Instant.ofEpochSecond(2_000));
    }

    @Test
    void shouldCountSecondsOfAStall() {
        history.tick();
        assertThat(history.stalledSeconds()).isZero();

        visible.set(4);
        history.tick();
        history.tick();
        assertThat(history.stalledSeconds()).isEqualTo(2);

        stored.incrementAndGet();
        history.tick();
        assertThat(history.stalledSeconds()).isZero();
    }

    @Test
    void shouldComputePercentilesOfTheLastMinutesOnly() {
        delivery.record(Duration.ofSeconds(9));
        history.tick();
        assertThat(history.delivery()).isEmpty();

        for (int i = 0; i < 100; i++) {
            delivery.record(Duration.ofMillis(150));
        }
        history.tick();

        Percentiles percentiles = history.delivery().orElseThrow();
        assertThat(percentiles.p50()).isCloseTo(0.15, within(0.001));
        assertThat(percentiles.p95()).isCloseTo(0.195, within(0.001));
        assertThat(percentiles.p99()).isBetween(0.195, 0.2);
    }

    @Test
    void shouldLimitPercentilesToTheLongestDelivery() {
        history.tick();
        for (int i = 0; i < 100; i++) {
            delivery.record(Duration.ofMillis(110));
        }
        history.tick();

        assertThat(history.delivery().orElseThrow().p99()).isCloseTo(0.11, within(0.001));
    }

    @Test
    void shouldHaveNoPercentilesWithoutDeliveries() {
        assertThat(history.delivery()).isEmpty();
        history.tick();
        history.tick();
        assertThat(history.delivery()).isEmpty();
    }
}
