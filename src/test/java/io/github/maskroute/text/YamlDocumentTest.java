package io.github.maskroute.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

class YamlDocumentTest {

    /** Each level repeats the previous one twice, so that a few lines expand to millions of nodes. */
    @ParameterizedTest
    @ValueSource(strings = {"[*a%1$d, *a%1$d]", "{left: *a%1$d, right: *a%1$d}"})
    void shouldRejectAliasesThatExpandToMillionsOfNodes(String level) {
        String bomb = "- &a0 [x]\n" + IntStream.range(0, 24)
                .mapToObj(i -> "- &a" + (i + 1) + " " + level.formatted(i)).collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> new YamlDocument(bomb, YamlDocument.Scalars.VALUES)).isInstanceOfSatisfying(
                MarkedYamlEngineException.class, e -> assertThat(e.getProblem()).startsWith("the aliases expand to too many nodes"));
    }

    @Test
    void shouldAcceptFewAliases() {
        assertThat(new YamlDocument("- &a {b: 1}\n- [*a, *a]\n", YamlDocument.Scalars.VALUES).json())
                .hasToString("[{\"b\":1},[{\"b\":1},{\"b\":1}]]");
    }

    @Test
    void shouldAcceptLongTextWithoutAliases() {
        assertThat(new YamlDocument("[" + "1,".repeat(150_000) + "]", YamlDocument.Scalars.VALUES).json()).hasSize(150_000);
    }
}
