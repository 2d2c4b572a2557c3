package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.observe.AttentionItem.Kind;
import io.github.maskroute.observe.Health.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {

    private static final long START = 1_767_322_800;
    private static final List<Answer> WELL = List.of(up("queue"), up("database"), up("edits"));

    /** No drain answers then: the open page reports it by itself. */
    private static final List<String> WITHOUT_A_DRAIN = List.of("MaskrouteDown", "MaskrouteReplicaDown");

    @Test
    void shouldHaveAConditionForEachAlert() throws IOException {
        String rules = Files.readString(Path.of("deploy/prometheus/maskroute.rules.yml"));
        assertThat(Pattern.compile("(?m)^ *- alert: (\\w+)$").matcher(rules).results().map(found -> found.group(1)))
                .filteredOn(alert -> !WITHOUT_A_DRAIN.contains(alert)).isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::alert).filter(name -> !name.isEmpty()).toList());
    }

    /** An alert whose limit changes must change here too. */
    @Test
    void shouldUseTheLimitsOfTheAlerts() throws IOException {
        String rules = Files.readString(Path.of("deploy/prometheus/maskroute.rules.yml"));
        assertThat(Pattern.compile("(?m)^(?! *#).*? > ([\\d.]+(?: \\* \\d+)?)$").matcher(rules).results().map(MatchResult::group)
                .map(line -> line.replaceAll(".* > ", ""))).contains("600", "0.05", "20", "24 * 3600");
        assertThat(rules).contains("[15m], 4 * 3600) > 0");
    }

    @Test
    void shouldReportNothingForAnIdleOrBusyDrain() {
        assertThat(attention(WELL, minutes(i -> minute(i, 0, 0, 0, 0, 0, 0)), 0, 0, true, Double.NaN)).isEmpty();
        assertThat(attention(WELL, minutes(i -> minute(i, 50_000, 3, 50_000, 1, 1, 900)), 0, 0, true, 3_600)
                .stream().filter(trouble -> trouble.kind() != Kind.DEAD_LETTERS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1 dead letter waits: maskroute dlq list", "75, 75 dead letters wait: maskroute dlq list",
        "1200, '1,200 dead letters wait: maskroute dlq list'"})
    void shouldReportWaitingDeadLettersOutsideTheScheduleToo(int dead, String line) {
        assertThat(attention(WELL, List.of(), 0, dead, false, Double.NaN)).extracting(AttentionItem::line).containsExactly(line);
    }

    @Test
    void shouldCountRecentDeadLettersIfTheirQueueIsUnknown() {
        List<Minute> minutes = minutes(i -> minute(i, 100, i == 50 ? 2 : 0, 0, 0, 0, 0));
        assertThat(new Attention(WELL, minutes, 0, OptionalInt.empty(), true, Double.NaN).items()).extracting(AttentionItem::line)
                .containsExactly("2 messages became dead letters in the last quarter of an hour: maskroute dlq list");
        assertThat(kinds(minutes(i -> minute(i, 100, i == 30 ? 2 : 0, 0, 0, 0, 0)), 0, true)).isEmpty();
    }

    @Test
    void shouldReportARefusedEditWithTheCommandThatExplainsIt() {
        assertThat(attention(List.of(up("queue"), down("edits", "a.yaml:3: unknown")), List.of(), 0, 0, true, Double.NaN))
                .extracting(AttentionItem::line).containsExactly("An edit is refused: maskroute check");
    }

    @ParameterizedTest
    @CsvSource({"keys", "routes", "pollers", "one-of-tomorrow"})
    void shouldReportAnyFailedCheck(String check) {
        assertThat(attention(List.of(down(check, "why")), List.of(), 0, 0, false, Double.NaN))
                .extracting(AttentionItem::line).containsExactly("Trouble with " + check + " (why): maskroute doctor");
    }

    @Test
    void shouldReportNothingDuringAStart() {
        assertThat(attention(List.of(down("start", "not done")), List.of(), 0, 0, true, Double.NaN)).isEmpty();
    }

    @Test
    void shouldOrderReportsBySeverityAfterAnOutage() {
        List<Answer> checks = List.of(down("edits", "e"), down("keys", "k"), down("dead-letter-queue", "refuses"),
                down("database", "is away"));
        assertThat(attention(checks, List.of(), 0, 3, true, 25 * 3_600)).extracting(AttentionItem::line).containsExactly(
                "Waiting: the database is away: maskroute doctor", "The dead-letter-queue refuses: maskroute doctor",
                "Trouble with keys (k): maskroute doctor", "An edit is refused: maskroute check", "3 dead letters wait: maskroute dlq list",
                "The ledger is not pruned: maskroute doctor");
    }

    @Test
    void shouldReportAStallOfFiveMinutes() {
        assertThat(kinds(List.of(), 299, true)).isEmpty();
        assertThat(kinds(List.of(), 300, true)).containsExactly(Kind.STORES_NOTHING);
        assertThat(kinds(List.of(), 300, false)).isEmpty();
    }

    @Test
    void shouldReportMoreThanTwentyDeadLettersIfTheyAreOneInTwenty() {
        assertThat(kinds(minutes(i -> minute(i, 10, i >= 58 ? 10 : 0, 0, 0, 0, 0)), 0, true)).containsExactly(Kind.DEAD_LETTERS);
        assertThat(kinds(minutes(i -> minute(i, 10, i >= 58 ? 11 : 0, 0, 0, 0, 0)), 0, true))
                .containsExactly(Kind.MANY_DEAD_LETTERS, Kind.DEAD_LETTERS);
        assertThat(kinds(minutes(i -> minute(i, 1_000, i >= 58 ? 11 : 0, 0, 0, 0, 0)), 0, true)).containsExactly(Kind.DEAD_LETTERS);
    }

    @Test
    void shouldReportDeletesOnlyIfTheyKeepFailing() {
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 100, i == 59 ? 90 : 0, 0, 0)), 0, true)).isEmpty();
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 100, i >= 50 ? 6 : 0, 0, 0)), 0, true)).containsExactly(Kind.DELETES_FAIL);
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 100, 5, 0, 0)), 0, true)).isEmpty();
    }

    @Test
    void shouldReportABacklogThatIsOldAndNotShrinking() {
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 0, 0, 601, 1_000 + i * 50)), 0, true)).containsExactly(Kind.FALLS_BEHIND);
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 0, 0, 600, 1_000 + i * 50)), 0, true)).isEmpty();
        assertThat(kinds(minutes(i -> minute(i, 100, 0, 0, 0, 601, 9_000 - i * 50)), 0, true)).isEmpty();
    }

    @Test
    void shouldReportALedgerMoreThanADayOverItsRetention() {
        assertThat(attention(WELL, List.of(), 0, 0, false, 24 * 3_600)).isEmpty();
        assertThat(attention(WELL, List.of(), 0, 0, false, 24 * 3_600 + 1)).extracting(AttentionItem::line)
                .containsExactly("The ledger is not pruned: maskroute doctor");
    }

    private static List<Kind> kinds(List<Minute> minutes, int stalled, boolean open) {
        return attention(WELL, minutes, stalled, 0, open, Double.NaN).stream().map(AttentionItem::kind).toList();
    }

    private static List<AttentionItem> attention(
            List<Answer> checks, List<Minute> minutes, int stalled, int dead, boolean open, double overdue) {
        return new Attention(checks, minutes, stalled, OptionalInt.of(dead), open, overdue).items();
    }

    private static List<Minute> minutes(IntFunction<Minute> of) {
        return IntStream.range(0, 60).mapToObj(of).toList();
    }

    private static Minute minute(int i, int stored, int dead, int deletes, int failed, double oldest, int visible) {
        return new Minute(START + i * 60L, 60, stored, stored, 0, dead, deletes, failed, oldest, visible);
    }

    private static Answer up(String name) {
        return new Answer(name, Optional.empty());
    }

    private static Answer down(String name, String why) {
        return new Answer(name, Optional.of(why));
    }
}
