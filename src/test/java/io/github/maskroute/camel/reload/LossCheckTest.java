package io.github.maskroute.camel.reload;

import static io.github.maskroute.camel.reload.DataLossTest.BEFORE;
import static io.github.maskroute.camel.reload.DataLossTest.kept;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LossCheckTest {

    private static final AcceptedLosses NONE_ACCEPTED = new AcceptedLosses("", "");
    private static final List<Path> STATEMENT = List.of(Path.of("x.sql"));

    @Test
    void shouldRefuseAnEditThatCannotBeCompared() {
        ValidationResult broken = ValidationResult.invalid(List.of(new Problem(Path.of("a.sql"), 0, "missing")), true);

        assertThat(problems(broken, valid(List.of(BEFORE)), NONE_ACCEPTED, STATEMENT)).singleElement().asString()
                .startsWith("x.sql:?: the loss cannot be determined: ").endsWith("one per line: unknown");
        assertThat(problems(broken, valid(List.of(BEFORE)), new AcceptedLosses("unknown", ""), STATEMENT)).isEmpty();
    }

    /** Two types may have fields of one name, and fill one table. */
    @Test
    void shouldAcceptALossOnlyForItsOwnRoute() {
        List<RetainedFields> before = List.of(BEFORE,
                kept("drain-b", "b.schema.json", Map.of("ip", "text, hmac"), Set.of("city"), "t.city", "t.masked_ip"));
        List<RetainedFields> after = List.of(kept("drain", "a.schema.json", Map.of(), Set.of("ip"), "t.masked_ip"),
                kept("drain-b", "b.schema.json", Map.of(), Set.of("ip"), "t.masked_ip"));
        String ofFirst = "drain:ip\ndrain:city\ndrain:t.city\n";

        assertThat(problems(before, after, "ip\ncity\nt.city\n")).hasSize(2).first().asString()
                .isEqualTo("x.sql:?: drain no longer masks ip, nor stores city, nor fills t.city; to confirm the loss, list in"
                        + " accept-loss.txt in the routes folder, one per line: drain:city, drain:ip, drain:t.city");
        assertThat(problems(before, after, ofFirst)).singleElement().asString().contains("drain-b no longer masks ip")
                .endsWith(": drain-b:city, drain-b:ip, drain-b:t.city");
        assertThat(problems(before, after, ofFirst + ofFirst.replace("drain", "drain-b"))).isEmpty();
    }

    @Test
    void shouldReportARemovedRoute() {
        List<RetainedFields> before =
                List.of(BEFORE, kept("drain-b", "b.schema.json", Map.of("ip", "text, hmac"), Set.of(), "u.masked_ip"));

        assertThat(problems(before, List.of(BEFORE), "")).singleElement().asString()
                .isEqualTo("the route drain-b is removed: its events are no longer masked or stored; to confirm the loss, list in"
                        + " accept-loss.txt in the routes folder, one per line: drain-b");
        assertThat(problems(before, List.of(BEFORE), "drain-b")).isEmpty();
        assertThat(problems(List.of(BEFORE), List.of(), "drain-b")).singleElement().asString().startsWith("the route drain is removed");
    }

    /** The file was edited, not deleted. */
    @Test
    void shouldNameTheFileThatHadTheRoute() {
        List<Path> changed = List.of(Path.of("drain-b.camel.yaml"), Path.of("drain.camel.yaml"));

        assertThat(problems(valid(List.of(BEFORE)), valid(List.of()), NONE_ACCEPTED, changed)).singleElement().asString()
                .startsWith("drain.camel.yaml:?: the route drain is removed");
    }

    @Test
    void shouldNameTheFileOfTheRoutesOwnType() {
        List<Path> changed = List.of(Path.of("a", "a.schema.json"), Path.of("a", "a.sql"), Path.of("b", "b-event.schema.json"),
                Path.of("b", "b.sql"));
        RetainedFields unmasked = kept("drain-b", "b-event.schema.json", Map.of(), Set.of("ip"), "u.ip");
        RetainedFields emptied = kept("drain-b", "b-event.schema.json", Map.of("ip", "text, hmac"), Set.of());
        ValidationResult before =
                valid(List.of(BEFORE, kept("drain-b", "b-event.schema.json", Map.of("ip", "text, hmac"), Set.of(), "u.ip")));

        assertThat(problems(before, valid(List.of(BEFORE, unmasked)), NONE_ACCEPTED, changed)).first().asString()
                .startsWith(changed.get(2) + ":?: drain-b no longer masks ip; ");
        assertThat(problems(before, valid(List.of(BEFORE, emptied)), NONE_ACCEPTED, changed)).first().asString()
                .startsWith(changed.get(3) + ":?: drain-b no longer fills u.ip; ");
    }

    @Test
    void shouldNotReportARouteAsRemovedThatNoLongerMasks() {
        assertThat(problems(valid(List.of(BEFORE)), valid(Set.of("drain"), List.of()), NONE_ACCEPTED, STATEMENT)).singleElement().asString()
                .startsWith("x.sql:?: drain no longer stores city, ip, nor fills t.city, t.masked_ip; ");
    }

    private static List<Problem> problems(List<RetainedFields> before, List<RetainedFields> after, String acceptance) {
        return problems(valid(before), valid(after), new AcceptedLosses(acceptance, ""), STATEMENT);
    }

    private static List<Problem> problems(ValidationResult before, ValidationResult after, AcceptedLosses accepted, List<Path> changed) {
        return LossCheck.of(before, after, changed, accepted).problems();
    }

    private static ValidationResult valid(List<RetainedFields> kept) {
        return valid(kept.stream().map(RetainedFields::route).collect(Collectors.toSet()), kept);
    }

    private static ValidationResult valid(Set<String> routeIds, List<RetainedFields> kept) {
        return new ValidationResult(List.of(), List.of(), true, routeIds, kept, List.of());
    }
}
