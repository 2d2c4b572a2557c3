package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OldestInFlightTest {

    private final OldestInFlight oldest = new OldestInFlight();

    @Test
    void shouldBeZeroWithoutAMessage() {
        assertThat(oldest.ageSeconds()).isZero();
    }

    @Test
    void shouldGiveTheAgeOfTheOldestMessage() {
        oldest.begin(System.currentTimeMillis() - 5_000);
        Object older = oldest.begin(System.currentTimeMillis() - 60_000);
        assertThat(oldest.ageSeconds()).isBetween(60.0, 65.0);

        oldest.end(older);
        assertThat(oldest.ageSeconds()).isBetween(5.0, 10.0);
    }

    @Test
    void shouldRememberTheLastMessageForSomeSeconds() {
        oldest.end(oldest.begin(System.currentTimeMillis() - 60_000));
        assertThat(oldest.ageSeconds()).isBetween(60.0, 65.0);
    }

    /** The clocks of SQS and of this machine may differ. */
    @Test
    void shouldNotBeNegative() {
        oldest.begin(System.currentTimeMillis() + 60_000);
        assertThat(oldest.ageSeconds()).isZero();
    }
}
