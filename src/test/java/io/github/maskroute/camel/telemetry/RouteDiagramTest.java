package io.github.maskroute.camel.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.StrictJsonDataFormat;
import io.github.maskroute.camel.telemetry.RouteDiagram.DrawnRoute;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class RouteDiagramTest {

    @Test
    void shouldNameStepsAndCalledRoutes() throws Exception {
        GroupCommit commit = new GroupCommit();
        commit.setTo("direct:store");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.getRegistry().bind("commit", commit);
            context.getRegistry().bind("strict", new StrictJsonDataFormat());
            load(context, """
                    - routeConfiguration:
                        id: errors
                        errorHandler:
                          deadLetterChannel:
                            deadLetterUri: direct:dead
                        onException:
                          - onException:
                              exception: [ java.io.IOException ]
                              steps: [ { stop: {} } ]
                    """);
            load(context, """
                    - route:
                        id: drain
                        description: Takes and stores.
                        routeConfigurationId: errors
                        from:
                          uri: seda
                          parameters: { name: in, size: 5 }
                          steps:
                            - unmarshal: { custom: { ref: strict } }
                            - loop:
                                expression: { constant: { expression: "2" } }
                                steps: [ { setBody: { expression: { constant: { expression: never-shown } } } } ]
                            - process: { ref: commit }
                    - route: { id: store, from: { uri: "direct:store", steps: [ { convertBodyTo: { type: String } } ] } }
                    - route: { id: dead, from: { uri: "direct:dead", steps: [ { to: "log:dead?marker=never-shown" } ] } }
                    """);
            context.start();

            assertThat(new RouteDiagram(context).routes()).containsExactly(
                    new DrawnRoute("dead", "", "Stopped", List.of("from direct dead", "to log dead"), List.of(), null),
                    new DrawnRoute("drain", "Takes and stores.", "Stopped",
                            List.of("from seda in", "unmarshal strict", "loop", "set body", "process commit"),
                            List.of("store", "dead"), "dead"),
                    new DrawnRoute("store", "", "Stopped", List.of("from direct store", "convert body to String"), List.of(), null));
        }
    }

    private static void load(DefaultCamelContext context, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("file:routes.camel.yaml", yaml));
    }

    @Test
    void shouldShowTheStateOfEachRoute() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").routeId("runs").stop();
                    from("direct:b").routeId("waits").autoStartup(false).to("direct:a");
                }
            });
            context.start();

            assertThat(new RouteDiagram(context).routes()).extracting(DrawnRoute::id, DrawnRoute::state, DrawnRoute::calls)
                    .containsExactly(
                            tuple("runs", "Started", List.of()),
                            tuple("waits", "Stopped", List.of("runs")));
        }
    }
}
