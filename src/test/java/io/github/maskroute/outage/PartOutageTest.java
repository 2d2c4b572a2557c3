package io.github.maskroute.outage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartOutageTest {

    private final Outage whole = new Outage("The service");
    private final Outage one = whole.part("one");

    @Test
    void shouldTreatTheOnlyPartAsTheWhole() {
        assertThat(one.own()).isSameAs(whole);
        assertThat(whole.part("one")).isSameAs(one);
        assertThat(whole.own()).isSameAs(whole);
        assertThat(whole.whole()).isSameAs(whole);
    }

    @Test
    void shouldNotEndAPartsOutageByTheSuccessOfAnother() {
        Outage other = whole.part("other");
        one.own().refusal("42P01", "Make it.");
        other.over();

        assertThat(one.since()).isPresent();
        assertThat(other.since()).isEmpty();
        assertThat(whole.since()).isEmpty();
        assertThat(whole.description()).hasValueSatisfying(words -> assertThat(words).startsWith("one refuses since").endsWith("(42P01)"));
        one.over();
        assertThat(whole.description()).isEmpty();
    }

    @Test
    void shouldEndTheWholesOutageByTheSuccessOfAnyPart() {
        Outage other = whole.part("other");
        one.whole().began("08001", "Wait.");

        assertThat(other.since()).isPresent();
        int ended = other.ended();
        one.over();
        assertThat(other.since()).isEmpty();
        assertThat(other.ended()).isEqualTo(ended + 1);
    }

    @Test
    void shouldEndTheOutageOfAFormerOnlyPartByItsSuccess() {
        one.own().refusal("42P01", "Make it.");
        Outage other = whole.part("other");
        one.own().refusal("42P01", "Make it.");
        other.over();
        assertThat(one.since()).isPresent();
        one.over();

        assertThat(one.since()).isEmpty();
        assertThat(whole.description()).isEmpty();
    }

    @Test
    void shouldNotEndAPartsOutageFromARequestByAProbe() {
        whole.part("other");
        one.own().refusal("42P01", "Make it.");
        whole.probeAnswered();

        assertThat(one.since()).isPresent();
    }
}
