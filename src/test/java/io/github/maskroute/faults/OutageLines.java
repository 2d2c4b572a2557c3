package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;

/** Checks the log of an outage: one line when it begins, one when it has ended. */
final class OutageLines {

    private OutageLines() {}

    static void assertOneOutage(Packaged drain, String service) {
        assertOutages(drain, service, 1);
    }

    /** The same for several outages, one after the other. */
    static void assertOutages(Packaged drain, String service, int count) {
        assertLogged(drain, "WARN", "The " + service + " is away since", count);
        assertLogged(drain, "INFO", "The " + service + " is back after", count);
        assertThat(drain.printed()).doesNotContain("The " + service + " refuses");
    }

    /** The same for an outage that an operator must end. */
    static void assertOneRefusal(Packaged drain, String service) {
        assertLogged(drain, "WARN", "The " + service + " refuses since", 1);
        assertLogged(drain, "INFO", "The " + service + " is back after", 1);
        assertThat(drain.printed()).doesNotContain("The " + service + " is away");
    }

    /** The number of lines that contain these words. */
    static long count(Packaged drain, String words) {
        return drain.printed().lines().filter(line -> line.contains(words)).count();
    }

    private static void assertLogged(Packaged drain, String level, String words, int count) {
        assertThat(drain.printed().lines().filter(line -> line.contains(words))).hasSize(count).allMatch(line -> line.contains(level));
    }
}
