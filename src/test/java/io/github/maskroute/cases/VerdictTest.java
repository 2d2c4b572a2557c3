package io.github.maskroute.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Rejection NO_ADDRESS = new Rejection(Reason.IP, "ip must be an address; it is a name");

    @Test
    void shouldCompareTheWholeMaskedEvent() throws Exception {
        CaseOutcome outcome = CaseOutcome.masked(json("{a: 1.0, b: {c: [x, {d: null}]}}"));

        assertThat(verdict("masked: {b: {c: [x, {d: null}]}, a: 1}", outcome).passed()).isTrue();
        assertThat(verdict("masked: {a: '1', b: {c: [y, {}, z]}, e: 1}", outcome).lines()).containsExactly(
                "masked.a", "    expected \"1\"", "    but was  1",
                "masked.b.c[0]", "    expected \"y\"", "    but was  \"x\"",
                "masked.b.c[1].d", "    expected nothing", "    but was  null",
                "masked.b.c[2]", "    expected \"z\"", "    but was  nothing",
                "masked.e", "    expected 1", "    but was  nothing");
    }

    @Test
    void shouldCompareNamedColumnsOfRowsInAnyOrder() throws Exception {
        CaseOutcome outcome = stored(Map.of(
                "items", List.of(json("{sku: 1, n: 2}"), json("{sku: 1, n: 3}")), "orders", List.of(json("{id: 7}"))));

        assertThat(verdict("rows: {orders: [{}], items: [{n: 3}, {n: 2}]}", outcome).passed()).isTrue();
        assertThat(verdict("rows: {orders: [{id: 7}], items: [{sku: 1}, {sku: 1, n: 2}]}", outcome).passed())
                .as("the rows with the most columns first").isTrue();
        assertThat(verdict("rows: {orders: [{id: 8}, {id: 9}], items: [{n: 2}], gone: [{id: 1}]}", outcome).lines()).containsExactly(
                "rows.gone[0]", "    expected {\"id\":1}", "    but was  nothing",
                "rows.items", "    expected nothing", "    but was  {\"sku\":1,\"n\":3}",
                "rows.orders[0].id", "    expected 8", "    but was  7",
                "rows.orders[1]", "    expected {\"id\":9}", "    but was  nothing");
        assertThat(verdict("rows: {}", stored(Map.of())).passed()).isTrue();
    }

    @Test
    void shouldCompareReasonAndBeginningOfDetail() throws Exception {
        assertThat(verdict("rejected: {reason: ip, detail: ip must be}", CaseOutcome.rejected(NO_ADDRESS)).passed()).isTrue();
        assertThat(verdict("rejected: {reason: ip}", CaseOutcome.rejected(NO_ADDRESS)).passed()).isTrue();
        assertThat(verdict("rejected: {reason: schema}", CaseOutcome.rejected(NO_ADDRESS)).passed()).isFalse();
        assertThat(verdict("rejected: {reason: ip, detail: id must}", CaseOutcome.rejected(NO_ADDRESS)).lines()).containsExactly(
                "rejected", "    expected ip: id must", "    but was  ip: ip must be an address; it is a name");
        assertThat(verdict("rejected: {reason: ip}", CaseOutcome.masked(json("{}"))).lines()).containsExactly(
                "rejected", "    expected ip: ", "    but was  nothing");
        assertThat(verdict("masked: {a: secret}", CaseOutcome.rejected(NO_ADDRESS)).lines()).containsExactly(
                "rejected", "    expected nothing", "    but was  ip: ip must be an address; it is a name");
    }

    @Test
    void shouldNotCheckConstraintsWithoutADatabase() throws Exception {
        assertThat(verdict("rejected: {reason: constraint}", CaseOutcome.masked(json("{}"))).passed()).isTrue();
        assertThat(verdict("rejected: {reason: constraint}", CaseOutcome.masked(json("{}")).storedAs(Map.of())).passed()).isFalse();
    }

    @Test
    void shouldQuoteNoValueInTheSummary() throws Exception {
        assertThat(verdict("masked: {a: secret, b: 1}", CaseOutcome.masked(json("{a: hidden}"))).summary())
                .isEqualTo("case `it` fails: masked.a, masked.b (`maskroute test orders` shows the differences); undo the edit, or"
                        + " change the case");
    }

    private static CaseOutcome stored(Map<String, List<JsonNode>> rows) throws IOException, MalformedCaseException {
        return CaseOutcome.masked(json("{}")).storedAs(rows);
    }

    static Verdict verdict(String expected, CaseOutcome outcome) throws MalformedCaseException {
        Case read = CaseFile.read(Path.of("a\u0007.yaml"), "case: it\nevent: {}\n" + expected + "\n").get(0);
        return Verdict.of("orders", read, outcome, "");
    }

    static JsonNode json(String yaml) throws MalformedCaseException {
        return CaseFile.read(Path.of("a.yaml"), "case: it\nevent: {}\nmasked: " + yaml + "\n").get(0).expected().masked().orElseThrow();
    }
}
