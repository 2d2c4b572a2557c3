package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final Kept BEFORE = kept("drain", "a.schema.json", Map.of("ip", "address, hmac"), Set.of("city"), "t.masked_ip", "t.city");

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
        assertThat(only(kept("drain", "a.schema.json", Map.of(), Set.of("ip"), "t.ip")).words())
                .isEqualTo("drain no longer masks ip, nor stores city, nor fills t.city, t.masked_ip");
    }

    @Test
    void shouldKnowARouteByItsIdOrItsSchema() {
        assertThat(only(kept("other", "a.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("drain", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("other", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names())
                .containsExactly("city", "ip", "t.city", "t.masked_ip");
    }

    @Test
    void shouldSayWhereTokensBecomeOthers() {
        Loss loss = only(kept("drain", "a.schema.json", Map.of("ip", "address, prefix"), Set.of("city"), "t.masked_ip", "t.city"));
        assertThat(loss.names()).isEmpty();
        assertThat(loss.remarks()).singleElement().asString().contains("masks ip in another way (address, hmac before, address, prefix now)");
    }

    @Test
    void shouldJudgeByTheSampleInForce() {
        Kept weaker = BEFORE.withColumns(columns("t.masked_ip"), columns("t.masked_ip", "t.city"));
        assertThat(only(weaker).names()).isEmpty();
        assertThat(only(weaker).remarks()).singleElement().asString().contains("fills no longer t.city");
        assertThat(only(BEFORE.withColumns(columns("t.masked_ip", "t.city"), columns("t.masked_ip"))).names()).containsExactly("t.city");
    }

    @Test
    void shouldTakeUnseenColumnsForLostWhereTheyWereSeenBefore() {
        Kept.Columns unseen = Kept.Columns.unseen("no table");
        assertThat(only(BEFORE.withColumns(unseen, unseen)).words())
                .isEqualTo("drain no longer fills t.city, t.masked_ip (not all columns are seen: no table)");
        assertThat(Loss.between(List.of(BEFORE.withColumns(unseen, unseen)), List.of(BEFORE)).get(0).remarks()).singleElement().asString()
                .contains("is not known: no table");
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        Findings broken = new Findings(List.of(new Problem(Path.of("a.sql"), 0, "gone")), List.of(), true, Set.of(), List.of());
        Findings good = new Findings(List.of(), List.of(), true, Set.of(), List.of(BEFORE));
        assertThat(LossCheck.of(broken, good, List.of(Path.of("b.sql")), new Acceptance("", "")).problems()).singleElement().asString()
                .startsWith("b.sql:?: what is lost cannot be known: ").endsWith("one a line: unknown");
        assertThat(LossCheck.of(broken, good, List.of(Path.of("b.sql")), new Acceptance("unknown", "")).problems()).isEmpty();
    }

    @Test
    void shouldAcceptOnlyWhatIsNamedAndOnlyOnce() {
        Acceptance acceptance = new Acceptance("ip # not needed\n\n  t.masked_ip\n", "");
        assertThat(acceptance.covers(Set.of("ip", "t.masked_ip"))).isTrue();
        assertThat(acceptance.covers(Set.of("ip", "t.city"))).isFalse();
        assertThat(acceptance.covers(Set.of("not needed"))).isFalse();
        assertThat(acceptance.spend().covers(Set.of("ip"))).isFalse();
        assertThat(acceptance.spend().remedy(Set.of("ip"))).contains("counts once");
        assertThat(acceptance.remedy(Set.of("t.city"))).doesNotContain("counts once");
        assertThat(new Acceptance("", "").covers(Set.of("ip"))).isFalse();
    }

    private static Loss only(Kept after) {
        List<Loss> losses = Loss.between(List.of(BEFORE), List.of(after));
        assertThat(losses).hasSize(1);
        return losses.get(0);
    }

    private static Kept kept(String route, String schema, Map<String, String> masked, Set<String> asTheyCome, String... filled) {
        return new Kept(route, schema, new TreeMap<>(masked), new TreeSet<>(asTheyCome), columns(filled), columns(filled));
    }

    private static Kept.Columns columns(String... filled) {
        return new Kept.Columns(new TreeSet<>(List.of(filled)), "");
    }
}
