package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DataLossTest {

    static final RetainedFields BEFORE =
            kept("drain", "a.schema.json", Map.of("ip", "address, hmac"), Set.of("city"), "t.masked_ip", "t.city");

    @Test
    void shouldFindNoLossBetweenEqualVersions() {
        assertThat(only(BEFORE).names()).isEmpty();
        assertThat(only(BEFORE).remarks()).isEmpty();
    }

    @Test
    void shouldNotReportAnAdditionalMaskAsLoss() {
        Map<String, String> masked = Map.of("ip", "address, hmac", "city", "text, hmac");

        assertThat(only(kept("drain", "a.schema.json", masked, Set.of(), "t.masked_ip", "t.city")).names()).isEmpty();
    }

    @Test
    void shouldNameUnmaskedDroppedAndEmptied() {
        assertThat(only(kept("drain", "a.schema.json", Map.of(), Set.of("ip"), "t.ip")).description())
                .isEqualTo("drain no longer masks ip, nor stores city, nor fills t.city, t.masked_ip");
    }

    @Test
    void shouldIdentifyARouteByIdOrSchema() {
        assertThat(only(kept("other", "a.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("drain", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names()).isEmpty();
        assertThat(only(kept("other", "b.schema.json", BEFORE.masked(), Set.of("city"), "t.masked_ip", "t.city")).names())
                .containsExactly("drain");
    }

    @Test
    void shouldRemarkOnChangedTokens() {
        DataLoss loss = only(kept("drain", "a.schema.json", Map.of("ip", "address, prefix"), Set.of("city"), "t.masked_ip", "t.city"));

        assertThat(loss.names()).isEmpty();
        assertThat(loss.remarks()).singleElement().asString().contains("masks ip differently (address, hmac before, address, prefix now)");
    }

    @Test
    void shouldCompareColumnsOfTheSampleInForce() {
        RetainedFields weaker = BEFORE.withColumns(columns("t.masked_ip"), columns("t.masked_ip", "t.city"));

        assertThat(only(weaker).names()).isEmpty();
        assertThat(only(weaker).remarks()).singleElement().asString().contains("no longer fills t.city");
        assertThat(only(BEFORE.withColumns(columns("t.masked_ip", "t.city"), columns("t.masked_ip"))).names()).containsExactly("t.city");
    }

    @Test
    void shouldReportColumnsThatAreNoLongerVisibleAsLost() {
        RetainedFields.Columns none = RetainedFields.Columns.unseen("no table");
        RetainedFields unseen = BEFORE.withColumns(none, none);

        assertThat(only(unseen).description())
                .isEqualTo("drain no longer fills t.city, t.masked_ip (not all columns are visible: no table)");
        assertThat(DataLoss.between(List.of(unseen), List.of(BEFORE), Set.of("drain")).get(0).remarks()).singleElement().asString()
                .contains("it is unknown whether drain still fills all earlier columns: no table");
    }

    private static DataLoss only(RetainedFields after) {
        List<DataLoss> losses = DataLoss.between(List.of(BEFORE), List.of(after), Set.of(after.route()));
        assertThat(losses).hasSize(1);
        return losses.get(0);
    }

    static RetainedFields kept(String route, String schema, Map<String, String> masked, Set<String> asTheyCome, String... filled) {
        return new RetainedFields(route, schema, new TreeMap<>(masked), new TreeSet<>(asTheyCome), columns(filled), columns(filled));
    }

    private static RetainedFields.Columns columns(String... filled) {
        return new RetainedFields.Columns(new TreeSet<>(List.of(filled)), "");
    }
}
