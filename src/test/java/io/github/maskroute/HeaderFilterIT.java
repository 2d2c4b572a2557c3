package io.github.maskroute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** CVE-2026-46456, where somebody's route asks for all attributes of a sender: the filter of the shipped routes suffices alone. */
class HeaderFilterIT {

    private static final String NAMES = "messageAttributeNames: maskroute-origin,maskroute-body,maskroute-message-id";

    @Test
    void attributesOfASenderSteerNothingEvenWhereAllAreAskedFor() throws IOException {
        Path routes = LiveEditsIT.copyOfRoutes();
        Path drainLogins = routes.resolve("drain-logins.camel.yaml");
        String shipped = Files.readString(drainLogins);
        assertThat(shipped).contains(NAMES, "inFilterPattern");
        Files.writeString(drainLogins, shipped.replace(NAMES, "messageAttributeNames: All"));
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.toString())).start()) {
            drain.send(TestDrain.event(1), texts("CamelAwsSqsReceiptHandle", "camelSqlQuery", "CAMELSQLQUERY", "org.apache.camel.x"));
            drain.send(TestDrain.event(2), texts("cAmElAwSsQsReCeIpThAnDlE", "CamelAwsSqsMessageId", "breadcrumbId"));
            drain.send("no event", texts("CamelAwsSqsReceiptHandle", "CamelAwsSqsOperation", "CamelExceptionCaught"));
            drain.awaitRows(2);
            assertThat(drain.deadLetters()).singleElement().satisfies(letter ->
                    assertThat(letter.messageAttributes().keySet()).allMatch(name -> name.startsWith("maskroute-")));
        }
    }

    private static Map<String, MessageAttributeValue> texts(String... names) {
        return Stream.of(names).collect(Collectors.toMap(name -> name,
                name -> MessageAttributeValue.builder().dataType("String").stringValue("DROP TABLE user_logins").build()));
    }
}
