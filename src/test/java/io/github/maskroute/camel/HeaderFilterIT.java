package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** CVE-2026-46456: the header filter of the shipped routes is sufficient, even if a route requests all attributes of the sender. */
class HeaderFilterIT {

    private static final String NAMES = "messageAttributeNames: maskroute-origin,maskroute-body,maskroute-message-id";
    private static final String FIRST_STEP = "      steps:\n";

    /** A step that runs SQL in the exchange of the message, whose headers the sender controls. */
    private static final String SQL = """
                    - to:
                        uri: sql
                        parameters:
                          query: "INSERT INTO seen VALUES ('route')"
                          dataSource: "#bean:maskroute-data-source"
                          noop: true
            """;

    private TestDrain drain;

    @BeforeEach
    void start() throws IOException {
        Path routes = new RouteFiles().folder();
        Path drainLogins = routes.resolve("drain-logins.camel.yaml");
        String shipped = Files.readString(drainLogins);
        assertThat(shipped).contains(NAMES, FIRST_STEP);
        Files.writeString(drainLogins, shipped.replace(NAMES, "messageAttributeNames: All").replace(FIRST_STEP, FIRST_STEP + SQL));
        drain = new TestDrain("", Map.of("maskroute.routes", routes.toString()));
        drain.execute("CREATE TABLE seen (statement_of text)").start();
    }

    @AfterEach
    void close() {
        drain.close();
    }

    @Test
    void shouldIgnoreStatementsInAttributesOfTheSender() {
        drain.send(TestDrain.event(1), texts("camelSqlQuery"));
        drain.send(TestDrain.event(2), texts("CAMELSQLQUERY", "CamelAwsSqsMessageId", "org.apache.camel.x", "breadcrumbId"));
        drain.send("no event", texts("CamelSqlQuery", "CamelAwsSqsOperation", "CamelExceptionCaught"));

        await().atMost(TestDrain.PATIENCE).until(() -> seen().size() >= 3);
        assertThat(seen()).allSatisfy(row -> assertThat(row).containsEntry("statement_of", "route"));
        assertThat(drain.awaitRows(2).deadLetters()).singleElement().satisfies(letter ->
                assertThat(letter.messageAttributes().keySet()).allMatch(name -> name.startsWith("maskroute-")));
    }

    /** A forged handle would prevent the deletion of the message, so that it would be redelivered endlessly. */
    @Test
    void shouldIgnoreReceiptHandlesInAttributesOfTheSender() {
        drain.send(TestDrain.event(1), texts("CamelAwsSqsReceiptHandle"));
        drain.send(TestDrain.event(2), texts("cAmElAwSsQsReCeIpThAnDlE"));
        drain.awaitRows(2);
    }

    private List<Map<String, String>> seen() {
        return drain.rows("SELECT statement_of FROM seen");
    }

    private static Map<String, MessageAttributeValue> texts(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name, name ->
                MessageAttributeValue.builder().dataType("String").stringValue("INSERT INTO seen VALUES ('sender')").build()));
    }
}
