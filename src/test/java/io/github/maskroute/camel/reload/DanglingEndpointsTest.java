package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.GroupCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DanglingEndpointsTest {

    private static final Path DRAIN = Path.of("drain.camel.yaml");

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    @Test
    void shouldNameACallWithoutARoute() throws Exception {
        assertThat(problems("""
                - route:
                    id: drain
                    from:
                      uri: seda:in
                      steps:
                        - to: direct:first
                        - to:
                            uri: direct
                            parameters: { name: second }
                        - to: direct:third
                        - to: seda:fourth
                - route: { id: third, from: { uri: "direct:third", steps: [ { stop: {} } ] } }
                """)).containsExactly(new Problem(DRAIN, 6, "no route starts at direct:first"),
                new Problem(DRAIN, 9, "no route starts at direct:second"));
    }

    @Test
    void shouldNameTheEndpointOfACommit() throws Exception {
        GroupCommit commit = new GroupCommit();
        commit.setTo("direct:store");
        context.getRegistry().bind("commit", commit);

        assertThat(problems("- route: { id: drain, from: { uri: seda:in, steps: [ { process: { ref: commit } } ] } }\n"))
                .extracting(Problem::cause).containsExactly("no route starts at direct:store");
    }

    @Test
    void shouldNameADeadLetterEndpointOnceForAllRoutes() throws Exception {
        assertThat(problems("""
                - routeConfiguration:
                    id: errors
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: direct:letters
                - route: { id: a, routeConfigurationId: errors, from: { uri: seda:a, steps: [ { stop: {} } ] } }
                - route: { id: b, routeConfigurationId: errors, from: { uri: seda:b, steps: [ { stop: {} } ] } }
                """)).containsExactly(new Problem(DRAIN, 5, "no route starts at direct:letters"));
    }

    private List<Problem> problems(String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(CamelPath.resource(DRAIN, text));
        return DanglingEndpoints.in(context, Map.of(DRAIN, text));
    }
}
