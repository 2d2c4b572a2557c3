package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.app.ProgressLog.Snapshot;
import io.github.maskroute.testing.TestLog;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

    private final TestLog log = new TestLog();
    private long seconds = 1_000;
    private Snapshot counts = new Snapshot(0, 0, 0, 0);

    @Test
    void shouldLogNothingWithoutWork() {
        look(progress(OptionalLong::empty), 60, 0);

        assertThat(lines()).isEmpty();
    }

    @Test
    void shouldLogProgressEveryTenSeconds() {
        ProgressLog progress = progress(() -> OptionalLong.of(88_000));
        look(progress, 9, 1_234);
        assertThat(lines()).as("before ten seconds are over").isEmpty();
        look(progress, 11, 1_234);

        assertThat(lines()).containsExactly(
                "Progress: 12,340 stored (1,234/s), 0 duplicates, 0 dead letters, 88,000 waiting",
                "Progress: 24,680 stored (1,234/s), 0 duplicates, 0 dead letters, 88,000 waiting");
    }

    @Test
    void shouldPauseWithTheWorkAndResumeWithIt() {
        ProgressLog progress = progress(OptionalLong::empty);
        look(progress, 30, 10);
        look(progress, 3, 10);
        look(progress, 60, 0);
        assertThat(lines()).hasSize(4).last().isEqualTo("Progress: 330 stored (3/s), 0 duplicates, 0 dead letters");
        look(progress, 10, 10);
        assertThat(lines()).hasSize(5).last().isEqualTo("Progress: 430 stored (10/s), 0 duplicates, 0 dead letters");
    }

    @Test
    void shouldCountDuplicatesAndDeadLettersAsWork() {
        ProgressLog progress = progress(OptionalLong::empty);
        counts = new Snapshot(5, 0, 3, 2);
        look(progress, 10, 0);

        assertThat(lines()).containsExactly("Progress: 0 stored (0/s), 3 duplicates, 2 dead letters");
    }

    @Test
    void shouldOmitADepthThatCannotBeRead() {
        ProgressLog progress = progress(() -> {
            throw new IllegalStateException("the queue is away");
        });
        look(progress, 10, 1);

        assertThat(lines()).containsExactly("Progress: 10 stored (1/s), 0 duplicates, 0 dead letters");
    }

    private ProgressLog progress(Supplier<OptionalLong> waiting) {
        return new ProgressLog(() -> counts, waiting, () -> seconds * 1_000_000_000L);
    }

    /** Checks once a second, each time after some more rows. */
    private void look(ProgressLog progress, int times, int rows) {
        for (int i = 0; i < times; i++) {
            seconds++;
            counts = new Snapshot(counts.received() + rows, counts.stored() + rows, counts.duplicates(), counts.deadLetters());
            progress.check();
        }
    }

    private List<String> lines() {
        return log.text().lines().map(line -> line.substring(line.indexOf("Progress: "))).toList();
    }
}
