package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TickerTest {

    @Test
    void shouldWaitForARunningTaskWhenClosed() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicReference<String> end = new AtomicReference<>("none");
        Ticker ticker = new Ticker("test", 1, Duration.ofSeconds(10));
        ticker.nowAndEvery(Duration.ofMillis(1), () -> {
            underWay.countDown();
            try {
                closing.await();
                end.set("done");
            } catch (InterruptedException e) {
                end.set("interrupted");
            }
        });
        underWay.await();
        Thread opener = new Thread(closing::countDown);
        opener.start();
        ticker.close();
        opener.join();

        assertThat(end).hasValue("done");
    }

    @Test
    void shouldNotInterruptAWholeTaskEvenIfItTakesLonger() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<String> end = new AtomicReference<>("none");
        Ticker ticker = Ticker.ofWholeTasks("test", Duration.ofMillis(1));
        ticker.every(Duration.ofMillis(1), () -> {
            underWay.countDown();
            try {
                closed.await();
                end.set("done");
            } catch (InterruptedException e) {
                end.set("interrupted");
            }
            ended.countDown();
        });
        underWay.await();
        ticker.close();
        closed.countDown();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(end).hasValue("done");
    }

    @Test
    void shouldRunATaskAgainAfterAnError() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        try (Ticker ticker = new Ticker("test")) {
            ticker.every(Duration.ofMillis(1), () -> {
                runs.countDown();
                throw new OutOfMemoryError("simulated");
            });
            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
