package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.MaskEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnmaskedCommitsTest {

    private static final Path DRAIN = Path.of("drain.camel.yaml");
    private static final String COMMIT = "    - process:\n        ref: commit\n";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("mask", new MaskEvent());
        context.getRegistry().bind("commit", new GroupCommit());
    }

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "    - log: not masked\n", "    - process:\n        ref: commit\n"})
    void shouldNameACommitWithoutAMaskBeforeIt(String steps) throws Exception {
        assertThat(problems("timer:in", steps + COMMIT)).isNotEmpty().first().returns(DRAIN, Problem::file).extracting(Problem::cause)
                .asString().isEqualTo("`commit` would store what no step has masked; put the masking step before it");
    }

    @Test
    void shouldNameTheLineOfTheCommit() throws Exception {
        assertThat(problems("timer:in", COMMIT + "    - process: { ref: mask }\n")).singleElement().returns(5, Problem::line);
    }

    /** A bean or another route may mask. */
    @ParameterizedTest
    @ValueSource(strings = {"    - process: { ref: mask }\n", "    - bean: { ref: any }\n", "    - to: direct:mask\n",
        "    - process: { ref: any }\n"})
    void shouldAcceptACommitAfterAStepThatMayMask(String step) throws Exception {
        assertThat(problems("timer:in", step + COMMIT)).isEmpty();
    }

    @Test
    void shouldAcceptACommitInARouteThatAnotherCalls() throws Exception {
        assertThat(problems("direct:commit", COMMIT)).isEmpty();
    }

    private List<Problem> problems(String uri, String steps) throws Exception {
        String text = "- from:\n    uri: " + uri + "\n    steps:\n" + steps;
        PluginHelper.getRoutesLoader(context).loadRoutes(CamelPath.resource(DRAIN, text));
        return UnmaskedCommits.in(context, Map.of(DRAIN, text));
    }
}
