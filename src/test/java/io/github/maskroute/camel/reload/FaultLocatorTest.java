package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultLocatorTest {

    private static final Path FILE = Path.of("a.camel.yaml");

    @Test
    void shouldFindTheLineOfTheLongestWordThatIsOnOneLine() {
        String text = "first second\nsecond\nmaskroute second\n";

        assertThat(FaultLocator.line("second maskroute", text)).isEqualTo(3);
        assertThat(FaultLocator.line("first second", text)).isEqualTo(1);
        assertThat(FaultLocator.line("second or another", text)).isZero();
    }

    @Test
    void shouldFindTheLineOfAFieldInJsonAndYaml() {
        assertThat(FaultLocator.lineOfField("ip", "{\n  \"zip\": 1,\n  \"ip\": 2}")).isEqualTo(3);
        assertThat(FaultLocator.lineOfField("ip", "a: {ip : 1}")).isEqualTo(1);
        assertThat(FaultLocator.lineOfField("ip", "zip: ip")).isZero();
    }

    @Test
    void shouldFindTheFirstLineOfAStatement() {
        assertThat(FaultLocator.firstLineOf("-- stores\n\nSELECT 1")).isEqualTo(3);
        assertThat(FaultLocator.firstLineOf("-- nothing\n")).isEqualTo(1);
    }

    @Test
    void shouldCountTheLinesBeforeACharacter() {
        assertThat(FaultLocator.lineAt(0, "a\nb")).isEqualTo(1);
        assertThat(FaultLocator.lineAt(2, "a\nb")).isEqualTo(2);
    }

    @Test
    void shouldPreferAChangedSuspect() {
        List<Path> suspects = List.of(Path.of("a.sql"), Path.of("b.sql"));

        assertThat(FaultLocator.firstChanged(suspects, List.of(Path.of("x", "..", "b.sql")))).isEqualTo(Path.of("x", "..", "b.sql"));
        assertThat(FaultLocator.firstChanged(suspects, List.of())).isEqualTo(Path.of("a.sql"));
    }

    @Test
    void shouldQuoteTheRootCauseWithoutTheUriBeforeIt() {
        Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("sql:x?password=y due to: no such parameter"));

        assertThat(FaultLocator.refusal(FILE, "", thrown)).hasMessage(FILE + ":?: no such parameter");
        assertThat(FaultLocator.refusal(FILE, "ref: maskroute\n", new IllegalStateException("maskroute")))
                .hasMessage(FILE + ":1: IllegalStateException: maskroute");
    }
}
