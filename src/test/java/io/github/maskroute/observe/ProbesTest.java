package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProbesTest {

    @Test
    void lookUnderWayEndsBeforeTheCloseDoes() throws InterruptedException {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicReference<String> end = new AtomicReference<>("none");
        Probes probes = new Probes();
        probes.every(1, () -> {
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
        probes.close();
        opener.join();

        assertThat(end).hasValue("done");
    }

    @Test
    void lookThatFailsIsNotTheLast() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(2);
        try (Probes probes = new Probes()) {
            probes.every(1, () -> {
                looks.countDown();
                throw new OutOfMemoryError("made up by the test");
            });
            assertThat(looks.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
