package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.devservices.EmbeddedQueue;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The example type beside the logins, in one process. */
class OrdersExampleIT {

    private static final Path EXAMPLE = Path.of("examples/orders/routes");
    private static final String SCHEMA = "orders/orders-event.schema.json";

    private final SqsClient client = Services.get().client();
    private final String name = Services.newName("orders");
    private final RouteFiles files = new RouteFiles();
    private final TestDrain drain = new TestDrain("", Map.of("maskroute.routes", files.folder().toString()));

    @BeforeEach
    void addOrders() throws IOException {
        FileSystemUtils.copyRecursively(EXAMPLE, files.folder());
        files.edit("drain-orders.camel.yaml", "{{orders.queue:orders}}", name)
                .edit("drain-orders.camel.yaml", "{{orders.dead-letter-queue:orders-dlq}}", name + "-dlq");
        EmbeddedQueue.createQueues(client, name, name + "-dlq");
        drain.execute(Files.readString(files.path("orders/create-orders.sql"))).start();
    }

    @AfterEach
    void close() {
        drain.close();
    }

    @Test
    void shouldStoreOrdersBesideLoginsAndJoinThemOnTheAddress() throws IOException {
        String order = Files.readString(files.path("orders/orders-event.sample.json"));
        send(order, order.replace("o-1001", "o-1002").replace("192.0.2.7", "::ffff:198.51.0.1"), order.replace("+49 30 123456", "nobody"));
        drain.send(List.of(TestDrain.event(0))).awaitRows(1);
        awaitOrders(2);

        assertThat(drain.rows("SELECT ip_network, birth_year, payment_method, card_last, note, email_domains FROM orders"
                        + " WHERE order_id = 'o-1001'"))
                .containsExactly(Map.of("ip_network", "192.0.2.0/24", "birth_year", "1984", "payment_method", "card", "card_last", "1111",
                        "note", "redacted", "email_domains", "{example.org,example.com}"));
        assertThat(drain.rows("SELECT line, sku, quantity, price FROM order_lines JOIN orders USING (message_id)"
                        + " WHERE order_id = 'o-1001' ORDER BY line"))
                .containsExactly(Map.of("line", "1", "sku", "A-1", "quantity", "2", "price", "9.90"),
                        Map.of("line", "2", "sku", "B-2", "quantity", "1", "price", "24.00"));
        assertThat(drain.rows("SELECT order_id FROM orders JOIN user_logins USING (masked_ip)"))
                .containsExactly(Map.of("order_id", "o-1002"));
        await("the letter").atMost(TestDrain.PATIENCE).until(() -> depth(name + "-dlq") == 1);
        assertThat(drain.deadLetters()).isEmpty();
        for (String raw : List.of("Invented", "invented@", "second@", "123456", "05-17", "4111", "Ring", "nobody", "192.0.2.7")) {
            drain.assertNothingLeaked(raw);
            assertThat(drain.rows("SELECT to_jsonb(orders)::text || to_jsonb(order_lines)::text AS row FROM orders JOIN order_lines"
                    + " USING (message_id)").toString()).doesNotContain(raw);
        }
    }

    @Test
    void shouldApplyAnEditedSchemaUnderLoad() throws IOException {
        String order = Files.readString(files.path("orders/orders-event.sample.json"));
        List<String> orders = IntStream.range(0, 200).mapToObj(i -> order.replace("o-1001", "o-" + i)).toList();
        orders.subList(0, 100).forEach(this::send);
        files.edit(SCHEMA, "\"maxLength\": 2000, \"x-mask\": \"redact\"", "\"maxLength\": 2000, \"x-mask\": \"text\"")
                .edit("orders/cases/stored.yaml", ", note: redacted}", "}");
        orders.subList(100, 200).forEach(this::send);
        await("the edit").atMost(TestDrain.PATIENCE).until(() -> drain.log().contains("orders-event.schema.json is edited and in force"));
        send(order.replace("o-1001", "o-200"));
        awaitOrders(201);

        assertThat(drain.rows("SELECT count(DISTINCT order_id) AS n,"
                + " count(*) FILTER (WHERE note NOT LIKE 'hmac.%' AND note <> 'redacted') AS raw"
                + " FROM orders")).containsExactly(Map.of("n", "201", "raw", "0"));
        assertThat(drain.rows("SELECT left(note, 5) AS note FROM orders WHERE order_id = 'o-200'"))
                .containsExactly(Map.of("note", "hmac."));
        assertThat(depth(name + "-dlq")).isZero();
    }

    private void send(String... bodies) {
        List.of(bodies).forEach(body -> client.sendMessage(request -> request.queueUrl(url(name)).messageBody(body)));
    }

    private void awaitOrders(int count) {
        await(count + " orders").atMost(TestDrain.PATIENCE)
                .until(() -> drain.rows("SELECT * FROM orders").size() == count && depth(name) == 0);
    }

    private int depth(String queue) {
        return drain.depth(url(queue));
    }

    private String url(String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }
}
