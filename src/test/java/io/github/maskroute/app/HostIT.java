package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.keyset.KeysetWatch;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The shipped routes in an existing integration server with routes, an error handler and beans of its own. */
class HostIT {

    @Test
    void shouldUseTheHostsBeansAndLeaveTheHostUnchanged() throws Exception {
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.queue.wait-seconds", "1"));
                DefaultCamelContext host = host(queues, queues())) {
            migrate(queues);
            loadShippedRoutes(host);
            host.start();

            queues.send(List.of(TestDrain.event(1), "[]", TestDrain.event(2))).awaitRows(2);
            assertThat(queues.deadLetters()).hasSize(1);

            try (ProducerTemplate template = host.createProducerTemplate()) {
                MockEndpoint failures = host.getEndpoint("mock:host-failures", MockEndpoint.class);
                failures.expectedBodiesReceived("broken");
                template.sendBody("direct:host-handled", "broken");
                failures.assertIsSatisfied();
                assertThatThrownBy(() -> template.sendBody("direct:host-unhandled", "broken"))
                        .isInstanceOf(CamelExecutionException.class).hasRootCauseMessage("the host's own");
                assertThat(template.requestBody("sql:SELECT count(*) FROM user_logins?dataSource=#hostDataSource&outputType=SelectOne", "",
                        Long.class))
                        .isEqualTo(2);
            }
            assertThat(queues.depth(queues.deadLetterUrl())).isZero();
        }
    }

    @Test
    void shouldKeepWritingWhileDeadLettersAreSlow() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        SqsClient slow = (SqsClient) Proxy.newProxyInstance(SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("sendMessage")) {
                        open.await();
                    }
                    return method.invoke(queues(), arguments);
                });
        try (TestDrain queues = new TestDrain("", Map.of("maskroute.queue.wait-seconds", "1"));
                DefaultCamelContext host = host(queues, slow)) {
            migrate(queues);
            queues.execute("ALTER TABLE user_logins ADD CONSTRAINT no_beos CHECK (device_type <> 'beos')");
            loadShippedRoutes(host);
            host.start();
            queues.send(IntStream.range(0, 100).mapToObj(i ->
                    i % 20 == 0 ? TestDrain.event(i).replace("ios", "beos") : TestDrain.event(i)).toList());
            await().atMost(TestDrain.PATIENCE).until(() -> queues.count() == 95);
            open.countDown();
            queues.awaitRows(95);
            assertThat(queues.deadLetters()).hasSize(5);
        }
    }

    private static SqsClient queues() {
        return Services.get().client();
    }

    private static DefaultCamelContext host(TestDrain queues, SqsClient client) throws Exception {
        DefaultCamelContext host = new DefaultCamelContext();
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(queues.jdbcUrl());
        dataSource.setUsername("postgres");
        dataSource.setAutoCommit(false);
        dataSource.addDataSourceProperty("logServerErrorDetail", "false");
        host.getRegistry().bind("hostDataSource", dataSource);
        host.getRegistry().bind("hostSqs", client);
        host.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:host-failures"));
                from("direct:host-handled").routeId("host-handled").throwException(new IllegalStateException("the host's own"));
                from("direct:host-unhandled").routeId("host-unhandled").errorHandler(noErrorHandler())
                        .throwException(new IllegalStateException("the host's own"));
            }
        });
        Properties properties = new Properties();
        properties.putAll(TestDrain.shipped(queues.settings()).values());
        host.getPropertiesComponent().setInitialProperties(properties);
        host.getRegistry().bind("maskroute-data-source", dataSource);
        host.getRegistry().bind("maskroute-sqs-client", host.getRegistry().lookupByName("hostSqs"));
        host.getRegistry().bind("maskroute-keys",
                new KeysetWatch(new KeysetFolder(Path.of(queues.settings().get("maskroute.mask.keyset")), Optional.empty())));
        return host;
    }

    private static void loadShippedRoutes(DefaultCamelContext host) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                PluginHelper.getRoutesLoader(host).loadRoutes(ResourceHelper.resolveResource(host, "file:" + file));
            }
        }
    }

    private static void migrate(TestDrain queues) throws Exception {
        for (String migration : List.of("V1__user_logins.sql", "V2__processed_message.sql", "V4__unmask_audit.sql",
                "V5__maskroute_new.sql")) {
            queues.execute(Files.readString(Path.of("src/main/resources/io/github/maskroute/db", migration)));
        }
    }
}
