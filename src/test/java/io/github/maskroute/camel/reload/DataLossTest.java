package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DataLossTest {

    private static final RetainedFields BEFORE = kept("drain", "a.schema.json", Map.of("ip", "address, hmac"), Set.of("city"), "t.masked_ip", "t.city");

    @Test
    void shouldFindNothingInTheSame() {
        assertThat(only(BEFORE).names()).isEmpty();
        assertThat(only(BEFORE).remarks()).isEmpty();
    }

    @Test
    void shouldTakeWhatIsMaskedBesidesForNoLoss() {
        assertThat(only(kept("drain", "a.schema.json", Map.of("ip", "address, hmac", "city", "text, hmac"), Set.of(), "t.masked_ip", "t.city"))
                .names()).isEmpty();
    }

    @Test
    void shouldNameWhatIsUnmaskedDroppedAndEmptied() {
        assertThat(only(kept("drain", "a.schema.json", Map.of(), Set.of("ip"), "t.ip")).description())
                .isEqualTo("drain no longer masks ip, nor stores city, nor fills t.city, t.masked_ip");
    }

    @Test
    void shouldKnowARouteByItsIdOrItsSchema() {
        assertThat(only(kept("other", "a.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("drain", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("other", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names())
                .containsExactly("drain");
    }

    @Test
    void shouldSayWhereTokensBecomeOthers() {
        DataLoss loss = only(kept("drain", "a.schema.json", Map.of("ip", "address, prefix"), Set.of("city"), "t.masked_ip", "t.city"));
        assertThat(loss.names()).isEmpty();
        assertThat(loss.remarks()).singleElement().asString().contains("masks ip differently (address, hmac before, address, prefix now)");
    }

    @Test
    void shouldJudgeByTheSampleInForce() {
        RetainedFields weaker = BEFORE.withColumns(columns("t.masked_ip"), columns("t.masked_ip", "t.city"));
        assertThat(only(weaker).names()).isEmpty();
        assertThat(only(weaker).remarks()).singleElement().asString().contains("no longer fills t.city");
        assertThat(only(BEFORE.withColumns(columns("t.masked_ip", "t.city"), columns("t.masked_ip"))).names()).containsExactly("t.city");
    }

    @Test
    void shouldTakeUnseenColumnsForLostWhereTheyWereSeenBefore() {
        RetainedFields.Columns unseen = RetainedFields.Columns.unseen("no table");
        assertThat(only(BEFORE.withColumns(unseen, unseen)).description())
                .isEqualTo("drain no longer fills t.city, t.masked_ip (not all columns are visible: no table)");
        assertThat(DataLoss.between(List.of(BEFORE.withColumns(unseen, unseen)), List.of(BEFORE), Set.of("drain")).get(0).remarks()).singleElement().asString()
                .contains("it is unknown whether drain still fills all earlier columns: no table");
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        ValidationResult broken = ValidationResult.invalid(List.of(new Problem(Path.of("a.sql"), 0, "gone")), true);
        ValidationResult good = valid(Set.of(), List.of(BEFORE));
        assertThat(LossCheck.of(broken, good, List.of(Path.of("b.sql")), new AcceptedLosses("", "")).problems()).singleElement().asString()
                .startsWith("b.sql:?: the loss cannot be determined: ").endsWith("one per line: unknown");
        assertThat(LossCheck.of(broken, good, List.of(Path.of("b.sql")), new AcceptedLosses("unknown", "")).problems()).isEmpty();
    }

    @Test
    void shouldAcceptOnlyWhatIsNamedAndOnlyOnce() {
        AcceptedLosses acceptance = new AcceptedLosses("ip # not needed\n\n  t.masked_ip\n", "");
        assertThat(acceptance.covers(Set.of("ip", "t.masked_ip"))).isTrue();
        assertThat(acceptance.covers(Set.of("ip", "t.city"))).isFalse();
        assertThat(acceptance.covers(Set.of("not needed"))).isFalse();
        assertThat(acceptance.used().covers(Set.of("ip"))).isFalse();
        assertThat(acceptance.used().remedy(Set.of("ip"))).contains("valid for one edit");
        assertThat(acceptance.remedy(Set.of("t.city"))).doesNotContain("valid for one edit");
        assertThat(new AcceptedLosses("", "").covers(Set.of("ip"))).isFalse();
    }

    /** Two types may have fields of one name, and fill one table. */
    @Test
    void shouldAcceptALossOfOneRouteForNoOther() {
        List<RetainedFields> before = List.of(BEFORE, kept("drain-b", "b.schema.json", Map.of("ip", "text, hmac"), Set.of("city"), "t.city", "t.masked_ip"));
        List<RetainedFields> after = List.of(kept("drain", "a.schema.json", Map.of(), Set.of("ip"), "t.masked_ip"),
                kept("drain-b", "b.schema.json", Map.of(), Set.of("ip"), "t.masked_ip"));
        String ofFirst = "drain:ip\ndrain:city\ndrain:t.city\n";

        assertThat(problems(before, after, "ip\ncity\nt.city\n")).hasSize(2).first().asString()
                .isEqualTo("x.sql:?: drain no longer masks ip, nor stores city, nor fills t.city; to confirm the loss, list in accept-loss.txt"
                        + " in the routes folder, one per line: drain:city, drain:ip, drain:t.city");
        assertThat(problems(before, after, ofFirst)).singleElement().asString().contains("drain-b no longer masks ip")
                .endsWith(": drain-b:city, drain-b:ip, drain-b:t.city");
        assertThat(problems(before, after, ofFirst + ofFirst.replace("drain", "drain-b"))).isEmpty();
    }

    @Test
    void shouldSayThatARouteIsGone() {
        List<RetainedFields> before = List.of(BEFORE, kept("drain-b", "b.schema.json", Map.of("ip", "text, hmac"), Set.of(), "u.masked_ip"));

        assertThat(problems(before, List.of(BEFORE), "")).singleElement().asString()
                .isEqualTo("the route drain-b is removed: its events are no longer masked or stored; to confirm the loss, list in accept-loss.txt"
                        + " in the routes folder, one per line: drain-b");
        assertThat(problems(before, List.of(BEFORE), "drain-b")).isEmpty();
        assertThat(problems(List.of(BEFORE), List.of(), "drain-b")).singleElement().asString().startsWith("the route drain is removed");
    }

    /** Where the file was edited and not removed, it is to blame. */
    @Test
    void shouldNameTheFileThatHadTheRoute() {
        List<Path> changed = List.of(Path.of("drain-b.camel.yaml"), Path.of("drain.camel.yaml"));
        assertThat(LossCheck.of(valid(List.of(BEFORE)), valid(List.of()), changed, new AcceptedLosses("", "")).problems()).singleElement()
                .asString().startsWith("drain.camel.yaml:?: the route drain is removed");
    }

    @Test
    void shouldBlameTheFileOfTheRoutesOwnType() {
        List<RetainedFields> before = List.of(BEFORE, kept("drain-b", "b-event.schema.json", Map.of("ip", "text, hmac"), Set.of(), "u.ip"));
        List<Path> changed = List.of(Path.of("a", "a.schema.json"), Path.of("a", "a.sql"), Path.of("b", "b-event.schema.json"), Path.of("b", "b.sql"));

        assertThat(firstProblem(before, List.of(BEFORE, kept("drain-b", "b-event.schema.json", Map.of(), Set.of("ip"), "u.ip")), changed))
                .startsWith(changed.get(2) + ":?: drain-b no longer masks ip; ");
        assertThat(firstProblem(before, List.of(BEFORE, kept("drain-b", "b-event.schema.json", Map.of("ip", "text, hmac"), Set.of())), changed))
                .startsWith(changed.get(3) + ":?: drain-b no longer fills u.ip; ");
    }

    private static String firstProblem(List<RetainedFields> before, List<RetainedFields> after, List<Path> changed) {
        return LossCheck.of(valid(before), valid(after), changed, new AcceptedLosses("", "")).problems().get(0).toString();
    }

    /** It is there, but masks no more. */
    @Test
    void shouldNotCallARouteGoneThatMasksNoMore() {
        ValidationResult after = valid(Set.of("drain"), List.of());
        assertThat(LossCheck.of(valid(List.of(BEFORE)), after, List.of(Path.of("x.sql")), new AcceptedLosses("", "")).problems())
                .singleElement().asString().startsWith("x.sql:?: drain no longer stores city, ip, nor fills t.city, t.masked_ip; ");
    }

    private static List<Problem> problems(List<RetainedFields> before, List<RetainedFields> after, String acceptance) {
        return LossCheck.of(valid(before), valid(after), List.of(Path.of("x.sql")), new AcceptedLosses(acceptance, "")).problems();
    }

    private static ValidationResult valid(List<RetainedFields> kept) {
        return valid(kept.stream().map(RetainedFields::route).collect(Collectors.toSet()), kept);
    }

    private static ValidationResult valid(Set<String> routeIds, List<RetainedFields> kept) {
        return new ValidationResult(List.of(), List.of(), true, routeIds, kept, List.of());
    }

    private static DataLoss only(RetainedFields after) {
        List<DataLoss> losses = DataLoss.between(List.of(BEFORE), List.of(after), Set.of(after.route()));
        assertThat(losses).hasSize(1);
        return losses.get(0);
    }

    private static RetainedFields kept(String route, String schema, Map<String, String> masked, Set<String> asTheyCome, String... filled) {
        return new RetainedFields(route, schema, new TreeMap<>(masked), new TreeSet<>(asTheyCome), columns(filled), columns(filled));
    }

    private static RetainedFields.Columns columns(String... filled) {
        return new RetainedFields.Columns(new TreeSet<>(List.of(filled)), "");
    }
}
