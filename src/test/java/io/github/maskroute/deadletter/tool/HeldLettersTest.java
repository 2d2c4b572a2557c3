package io.github.maskroute.deadletter.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldLettersTest {

    private long now;
    private final HeldLetters held = new HeldLetters(() -> now);

    @Test
    void shouldExtendAfterHalfOfTheTimeout() {
        held.hold("a", "receipt");
        now = Duration.ofSeconds(15).toNanos() - 1;
        assertThat(held.due()).isEmpty();
        held.hold("b", "receipt");
        now++;

        assertThat(held.due()).extracting(HeldLetters.Held::id).containsExactly("a");
        held.hold("a", "later receipt");
        assertThat(held.due()).isEmpty();
        assertThat(held.all()).extracting(HeldLetters.Held::receipt).containsExactly("receipt", "later receipt");
    }

    @Test
    void shouldGrowTheTimeoutWithTheNumberOfLetters() {
        assertThat(held.seconds()).isEqualTo(30);
        IntStream.range(0, 2_000).forEach(i -> held.hold("letter " + i, "receipt"));
        assertThat(held.seconds()).isEqualTo(100);
        IntStream.range(0, 2_000).forEach(i -> held.remove("letter " + i));
        assertThat(held.seconds()).as("never shrinks").isEqualTo(100);

        held.clear();
        assertThat(held.seconds()).isEqualTo(30);
    }

    @Test
    void shouldNotExceedTheMaximumOfSqs() {
        IntStream.range(0, 1_000_000).forEach(i -> held.hold("letter " + i, "receipt"));

        assertThat(held.seconds()).isEqualTo(12 * 60 * 60);
    }
}
