package io.github.maskroute.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.doctor.Finding.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckupTest {

    private final List<String> findings = new ArrayList<>();
    private final Checkup checkup = new Checkup(thrown -> thrown.getClass().getSimpleName() + " was thrown; fix it; soon",
            (name, finding) -> findings.add(finding.state() + " " + name + ": " + finding.line()));

    @Test
    void shouldReportFindingsInOrderAndCountThem() {
        assertThat(checkup.run(List.of(
                new Check("one", () -> Finding.ok("well")),
                new Check("two", () -> Finding.warn("hm", "look")),
                new Check("three", "one", () -> Finding.ok("well too")))))
                .containsEntry(State.OK, 2).containsEntry(State.WARN, 1).containsEntry(State.FAIL, 0).containsEntry(State.SKIP, 0);
        assertThat(findings).containsExactly("OK one: well", "WARN two: hm; look", "OK three: well too");
    }

    @Test
    void shouldReportExceptionAsFailure() {
        checkup.run(List.of(
                new Check("throws", () -> {
                    throw new IllegalStateException("198.51.100.7");
                }),
                new Check("lacks a class", () -> {
                    throw new NoClassDefFoundError("198.51.100.7");
                })));
        assertThat(findings).containsExactly("FAIL throws: IllegalStateException was thrown; fix it; soon",
                "FAIL lacks a class: NoClassDefFoundError was thrown; fix it; soon");
        assertThat(Finding.failed("a fault; fix it; soon")).isEqualTo(Finding.fail("a fault", "fix it; soon"));
    }

    @Test
    void shouldSkipCheckThatNeedsFailedCheck() {
        checkup.run(List.of(
                new Check("base", () -> Finding.fail("gone", "bring it back")),
                new Check("upon it", "base", () -> Finding.ok("well")),
                new Check("upon that", "upon it", () -> Finding.ok("well")),
                new Check("beside", () -> Finding.ok("well"))));
        assertThat(findings).containsExactly("FAIL base: gone; bring it back", "SKIP upon it: needs `base` to be ok",
                "SKIP upon that: needs `upon it` to be ok", "OK beside: well");
    }
}
