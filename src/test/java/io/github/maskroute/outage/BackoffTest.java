package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 50", "2, 100", "3, 200"})
    void shouldDoubleThePauses(int attempt, int atLeastMillis) {
        long start = System.nanoTime();

        assertThat(new Backoff(Duration.ofSeconds(30)).after(attempt)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(atLeastMillis));
    }

    @ParameterizedTest
    @CsvSource({"1", "21", "22", "64", "65", "1000000", "2147483647"})
    void shouldLimitThePause(int attempt) {
        long start = System.nanoTime();

        assertThat(new Backoff(Duration.ofMillis(2)).after(attempt)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldEndAPauseAtAStop() {
        Backoff backoff = new Backoff(Duration.ofHours(1));
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> {
            waiting.complete(Thread.currentThread());
            return backoff.after(20);
        });
        await().until(() -> waiting.join().getState() == Thread.State.TIMED_WAITING);

        assertThat(backoff.isStopped()).isFalse();
        backoff.stop();

        assertThat(again.join()).isFalse();
        assertThat(backoff.isStopped()).isTrue();
    }

    @Test
    void shouldNotPauseOrRetryAfterAStop() {
        Backoff backoff = new Backoff(Duration.ofHours(1));
        backoff.stop();
        backoff.stop();

        assertThat(backoff.after(20)).isFalse();
    }

    @Test
    void shouldEndThePauseAndStayInterrupted() throws InterruptedException {
        AtomicReference<Boolean> again = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            Thread.currentThread().interrupt();
            again.set(new Backoff(Duration.ofHours(1)).after(20));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        waiting.join();

        assertThat(again.get()).isFalse();
        assertThat(interrupted.get()).isTrue();
    }
}
