package io.github.maskroute.camel.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.maskroute.camel.EndpointName;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.StrictJsonDataFormat;
import io.github.maskroute.camel.telemetry.RouteDiagram.DrawnRoute;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(textBlock = """
            aws2-sqs:{{name}}?accessKey=a&secretKey=b,                           aws2-sqs logins
            aws2-sqs://arn:aws:sqs:us-east-1:123456789012:logins?accessKey=a,    aws2-sqs logins
            direct:store,                                                        direct store
            timer:every-day?period=5,                                            timer every-day
            sql:file:/some/where/store.sql?dataSource=#ds,                       sql store.sql
            sql:SELECT password FROM person WHERE name = 'me',                   sql
            http://me:password@host/hooks/password,                              http
            https:host/hooks/password?token=password,                            https
            {{whole}},                                                           an endpoint named by a setting
            direct,                                                              direct
            """)
    void showsNothingThatMayBeASecret(String uri, String shown) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("name", "logins");
            context.getPropertiesComponent().addInitialProperty("whole", "http://me:password@host");
            context.build();

            assertThat(EndpointName.of(context, uri)).hasToString(shown);
        }
    }
}
