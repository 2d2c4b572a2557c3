package io.github.maskroute.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

    private static final String BERLIN = "Europe/Berlin";

    /** Monday. */
    private static final String WEEK = "2026-11-23T00:00:00Z";

    @ParameterizedTest
    @CsvSource({
        "01:00-05:00, 00:59:59.999, false", "01:00-05:00, 01:00:00, true",
        "01:00-05:00, 04:59:59.999, true", "01:00-05:00, 05:00:00, false",
        "22:00-06:00, 21:59:59.999, false", "22:00-06:00, 22:00:00, true",
        "22:00-06:00, 05:59:59.999, true", "22:00-06:00, 06:00:00, false",
        "00:00-24:00, 00:00:00, true", "00:00-24:00, 23:59:59.999, true",
        "12:00-24:00, 11:59:59.999, false", "12:00-24:00, 23:59:59.999, true",
        "12:00-24:00, 00:00:00, false", "12:00-00:00, 23:59:59, true",
    })
    void shouldBeOpenFromStartToBeforeEnd(String windows, String time, boolean open) {
        assertThat(Windows.parse(windows).isOpen(Instant.parse("2026-11-23T" + time + "Z"))).isEqualTo(open);
    }

    @Test
    void shouldTakeTheDayOnWhichAWindowStarts() {
        assertThat(changes("FRI 22:00-06:00", WEEK, 2)).containsExactly("2026-11-27T22:00:00Z", "2026-11-28T06:00:00Z");
        assertThat(changes("SAT,SUN 12:00-13:00", WEEK, 5)).containsExactly("2026-11-28T12:00:00Z", "2026-11-28T13:00:00Z",
                "2026-11-29T12:00:00Z", "2026-11-29T13:00:00Z", "2026-12-05T12:00:00Z");
        assertThat(changes("MON-WED,SUN 00:00-24:00", WEEK, 3))
                .containsExactly("2026-11-26T00:00:00Z", "2026-11-29T00:00:00Z", "2026-12-03T00:00:00Z");
        assertThat(changes("FRI-MON 00:00-24:00", WEEK, 2)).containsExactly("2026-11-24T00:00:00Z", "2026-11-27T00:00:00Z");
    }

    @Test
    void shouldTakeTheZoneOfTheWindow() {
        assertThat(changes("01:00-05:00 Europe/Berlin; 01:00-05:00 America/New_York; 22:00-23:00", "2026-11-23T12:00:00Z", 6))
                .containsExactly(
                "2026-11-23T22:00:00Z", "2026-11-23T23:00:00Z", "2026-11-24T00:00:00Z", "2026-11-24T04:00:00Z",
                "2026-11-24T06:00:00Z", "2026-11-24T10:00:00Z");
        assertThat(changes("01:00-05:00 +02:00", "2026-11-23T12:00:00Z", 1)).containsExactly("2026-11-23T23:00:00Z");
    }

    @Test
    void shouldJoinWindowsThatOverlapOrTouch() {
        assertThat(changes("01:00-03:00;02:00-05:00 ; 05:00-06:00", "2026-11-23T00:00:00Z", 2))
                .containsExactly("2026-11-23T01:00:00Z", "2026-11-23T06:00:00Z");
        assertThat(changes("00:00-12:00; 12:00-24:00", WEEK, 1)).isEmpty();
        assertThat(changes("MON-SUN 00:00-24:00", WEEK, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin: 02:00 to 03:00 is skipped on 2026-03-29, and shown twice on 2026-10-25.
        "02:00-03:00, " + BERLIN + ", 2026-03-28T12:00:00Z, 2026-03-30T00:00:00Z, 2026-03-30T01:00:00Z",
        "01:30-02:30, " + BERLIN + ", 2026-03-28T12:00:00Z, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "02:30-04:00, " + BERLIN + ", 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "22:00-06:00, " + BERLIN + ", 2026-03-28T12:00:00Z, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z",
        "02:00-03:00, " + BERLIN + ", 2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z, 2026-10-25T02:00:00Z",
        "01:00-05:00, " + BERLIN + ", 2026-10-24T12:00:00Z, 2026-10-24T23:00:00Z, 2026-10-25T04:00:00Z",
        // New York: skipped on 2026-03-08, shown 01:00 to 02:00 twice on 2026-11-01.
        "02:00-03:00, America/New_York, 2026-03-07T12:00:00Z, 2026-03-09T06:00:00Z, 2026-03-09T07:00:00Z",
        "01:00-02:00, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:00:00Z, 2026-11-01T07:00:00Z",
        "22:00-06:00, America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T02:00:00Z, 2026-11-01T11:00:00Z",
    })
    void shouldFollowLocalTimeAroundDaylightSaving(String times, String zone, String from, String opens, String closes) {
        assertThat(changes(times + " " + zone, from, 2)).containsExactly(opens, closes);
    }

    @Test
    void shouldOpenTwiceAtARepeatedTime() {
        assertThat(changes("02:15-02:45 Europe/Berlin", "2026-10-24T12:00:00Z", 4)).containsExactly(
                "2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z", "2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z");
    }

    @Test
    void shouldOpenAWeekLaterIfTheWindowIsSkipped() {
        assertThat(changes("SUN 02:00-03:00 Europe/Berlin", "2026-03-28T12:00:00Z", 1)).containsExactly("2026-04-05T00:00:00Z");
    }

    @Test
    void shouldOpenFromTheFirstCronToTheSecond() {
        assertThat(changes("cron 0 0 1 * * ? to 0 0 5 * * ? Europe/Berlin", "2026-11-23T12:00:00Z", 3))
                .containsExactly("2026-11-24T00:00:00Z", "2026-11-24T04:00:00Z", "2026-11-25T00:00:00Z");
        assertThat(changes("cron 0 0 22 ? * MON-FRI to 30 15 6 ? * TUE-SAT", WEEK, 2))
                .containsExactly("2026-11-23T22:00:00Z", "2026-11-24T06:15:30Z");
        assertThat(Windows.parse("cron 0 0 1 * * ? to 0 0 5 * * ?").isOpen(Instant.parse("2026-11-23T00:59:59.999Z"))).isFalse();
        assertThat(Windows.parse("cron 0 0 1 * * ? to 0 0 5 * * ?").isOpen(Instant.parse("2026-11-23T04:59:59.999Z"))).isTrue();
    }

    @Test
    void shouldAcceptACronPairThatDoesNotAlternate() {
        assertThat(changes("cron 0 0 * * * ? to 0 30 5 * * ?", "2026-11-23T05:45:00Z", 2))
                .as("many starts").containsExactly("2026-11-23T06:00:00Z", "2026-11-24T05:30:00Z");
        assertThat(changes("cron 0 30 5 * * ? to 0 0 * * * ?", "2026-11-23T06:45:00Z", 2))
                .as("many ends").containsExactly("2026-11-24T05:30:00Z", "2026-11-24T06:00:00Z");
        assertThat(changes("cron 0 0 * * * ? to 0 0 1-23 * * ?", "2026-11-23T06:45:00Z", 2))
                .as("start and end at once").containsExactly("2026-11-24T00:00:00Z", "2026-11-24T01:00:00Z");
    }

    @Test
    void shouldAcceptACronPairThatEnds() {
        String pair = "cron 0 0 1 1 12 ? 2026 to 0 0 5 1 12 ? 2026 UTC";
        assertThat(changes(pair, WEEK, 3)).containsExactly("2026-12-01T01:00:00Z", "2026-12-01T05:00:00Z");
        assertThat(Windows.parse(pair).isOpen(Instant.parse("2027-01-01T00:00:00Z"))).isFalse();
        assertThat(changes("cron 0 0 1 * * ? to 0 0 5 * * ?; 00:00-24:00", WEEK, 1)).as("never closes").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:00-03:00 Europe/Berlin", "22:00-06:00 America/New_York",
        "SUN 01:30-02:30 Europe/Berlin; 02:00-02:15 America/New_York",
        "cron 0 30 2 * * ? to 0 30 3 * * ? Europe/Berlin", "cron 0 30 1 * * ? to 0 30 2 * * ? America/New_York"})
    void shouldFindTheChangesOfIsOpenAroundDaylightSaving(String text) {
        Windows windows = Windows.parse(text);
        for (String day : List.of("2026-03-07", "2026-03-28", "2026-10-24", "2026-10-31")) {
            Instant from = Instant.parse(day + "T00:00:00Z");
            boolean open = windows.isOpen(from);
            Instant change = windows.nextChange(from).orElseThrow();
            for (Instant at = from; at.isBefore(from.plus(Duration.ofDays(3))); at = at.plusSeconds(900)) {
                if (!at.isBefore(change)) {
                    open = !open;
                    change = windows.nextChange(change).orElseThrow();
                }
                assertThat(windows.isOpen(at)).as(text + " at " + at).isEqualTo(open);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "01:00-05:00;|window 2 is empty", "; 01:00-05:00|window 1 is empty",
        "01:00|window 1 has no times", "1:00-5:00|window 1 has no times", "01:00-25:00|window 1 has no times",
        "24:00-05:00|window 1 has no times", "01:60-05:00|window 1 has no times", "MON|window 1 has no times",
        "01:00-05:00; 01:00-01:00|window 2 starts when it ends", "00:00-00:00|window 1 starts when it ends",
        "MON-FRY 01:00-05:00|window 1 has an unknown day", "mon 01:00-05:00|window 1 has an unknown day",
        "MON, 01:00-05:00|window 1 has an unknown day", "MON-TUE-WED 01:00-05:00|window 1 has an unknown day",
        "01:00-05:00; 01:00-05:00; 01:00-05:00 Europe/Berlim|window 3 has an unknown time zone",
        "01:00-05:00 MON|window 1 has an unknown time zone",
        "01:00-05:00 UTC 06:00-07:00|window 1 has words after its time zone",
        "cron|window 1 has no word `to`", "cron 0 0 1 * * ?|window 1 has no word `to`",
        "cron 0 0 1 * * to 0 0 5 * * ?|window 1 has a malformed cron expression for its start",
        "cron 0 0 1 * * * to 0 0 5 * * ?|window 1 has a malformed cron expression for its start",
        "cron 0 0 1 * * ? to 0 0 25 * * ?|window 1 has a malformed cron expression for its end",
        "cron 0 0 1 * * ? to|window 1 has a malformed cron expression for its end",
        "cron 0 0 1 30 2 ? to 0 0 5 * * ?|window 1 has a cron expression for its start that never comes",
        "cron 0 0 1 * * ? to 0 0 5 * * ? Berlim|window 1 has an unknown time zone",
        "cron 0 0 1 * * ? to 0 0 5 * * ? UTC UTC|window 1 has words after its time zone",
        "cron 0 0 1 * * ? to 0 0 1 * * ? UTC|window 1 starts when it ends",
    })
    void shouldNameTheWindowAndWhatIsWrong(String text, String words) {
        assertThatThrownBy(() -> Windows.parse(text)).isInstanceOf(MalformedWindowException.class).hasMessageStartingWith(words)
                .hasMessageNotContainingAny("Berlim", "FRY", "25");
        assertThat(Windows.problem(text)).hasValueSatisfying(problem -> assertThat(problem).startsWith(words));
    }

    @Test
    void shouldFindNoProblemInValidWindows() {
        assertThat(Windows.problem("01:00-05:00 Europe/Berlin; MON-FRI 12:00-13:00")).isEmpty();
        assertThat(Windows.problem("cron 0 0 1 * * ? to 0 0 5 * * ? 2026 Europe/Berlin;cron 0 0 1 * * ? * to 0 0 5 * * ? *")).isEmpty();
    }

    private static List<String> changes(String text, String from, int count) {
        Windows windows = Windows.parse(text);
        List<String> changes = new ArrayList<>();
        Instant at = Instant.parse(from);
        while (changes.size() < count && windows.nextChange(at).isPresent()) {
            Instant next = windows.nextChange(at).orElseThrow();
            assertThat(windows.isOpen(next)).isNotEqualTo(windows.isOpen(at)).isNotEqualTo(windows.isOpen(next.minusMillis(1)));
            changes.add(next.toString());
            at = next;
        }
        return changes;
    }
}
