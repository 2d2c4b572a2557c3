package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {

    private static final String SAMPLES = """
            {"order_id": "zq-1001", "customer": {"name": "Zquinn", "emails": ["zq@quill.test"]}, "card_number": 4111111111111111}
            {"order_id": "zq-1002", "customer": {"name": "", "emails": []}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path routes;
    private Commands commands;

    @BeforeEach
    void commands() throws IOException {
        routes = Files.createDirectory(folder.resolve("routes"));
        commands = new Commands(folder).with("maskroute.routes", routes);
    }

    @Test
    void shouldWriteTypeAndPrintProposals() throws IOException {
        Path samples = Files.writeString(folder.resolve("samples.jsonl"), SAMPLES);
        CommandResult result = commands.run("new", "orders", "--from", samples.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).contains(
                "Read 2 samples. With so few samples, optional fields may look required: check `required` in the schema.",
                "masked: customer.name as text in column masked_name (perhaps: its name suggests a person's name); blank in 1 of the"
                        + " samples, which would be rejected",
                "masked: customer.emails[] as email in column masked_emails (sure: 1 of 1 values look like e-mail addresses, and its"
                        + " name suggests an e-mail address)",
                "left out: card_number: 1 of 1 values look like payment card numbers, and its name suggests a payment card;"
                        + " only a field that always holds text can be masked; send it as text",
                "stored as it comes: order_id (string, 32 characters at most)",
                "written: " + routes.resolve("drain-orders.camel.yaml"));
        assertThat(result.out()).contains("psql -f " + routes.resolve("orders/create-orders.sql"), "queue orders", "orders.queue",
                "delete these files and run this again with --mask FIELD",
                        "copy the tokens that `maskroute test orders` then shows into the cases")
                .doesNotContain("zq", "Zq", "4111");
        assertThat(routes.resolve("orders/cases/stored.yaml")).content().contains("hmac.test.");
    }

    @Test
    void shouldReadStandardInputAndPrintJson() throws IOException {
        CommandResult result = commands.runReading(SAMPLES, "new", "orders", "--from", "-", "--mask", "order_id", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        List<JsonNode> printed = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            printed.add(JSON.readTree(line));
        }
        assertThat(printed).contains(JSON.readTree("""
                {"masked": "order_id", "kind": "text", "column": "masked_order_id", "sure": "sure", "because": "requested by --mask"}"""))
                .anyMatch(one -> one.path("left_out").asText().equals("card_number"));
    }

    @Test
    void shouldPrintColumnThatDiffersFromField() {
        CommandResult result = commands.runReading("""
                {"a_b": "x", "a": {"b": "y"}, "lines": [{"sku": "s", "giftFor": "Zq"}], "Note 1": "n", "tags": ["t"]}
                """, "new", "orders", "--from", "-", "--mask", "lines.giftFor", "--mask", "tags");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out().lines()).contains(
                "masked: lines[].giftFor as text in column lines (sure: requested by --mask)",
                "masked: tags[] as text in column masked_tags (sure: requested by --mask)")
                .anyMatch(line -> line.startsWith("stored as it comes: a_b ("))
                .anyMatch(line -> line.startsWith("stored as it comes: a.b in column a_b_2 ("))
                .anyMatch(line -> line.startsWith("stored as it comes: lines[].sku in column lines ("))
                .anyMatch(line -> line.startsWith("stored as it comes: Note 1 in column note_1 ("));
    }

    @Test
    void shouldNameFieldsThatNoSchemaCanHave() throws IOException {
        CommandResult result = commands.runReading("{\"a.b\": \"x\", \"a\": {\"b\": \"Zquinn\"}, \"ip\": \"198.51.100.7\"}",
                "new", "orders", "--from", "-", "--mask", "a.b");
        assertThat(result.refused(ExitCode.NO_TYPE).err()).contains("no schema can have the fields of the samples; change the samples: ",
                "two fields would both have the name `a.b`; give one of them")
                .doesNotContain("Zquinn");
        assertThat(routes).isEmptyDirectory();
    }

    @Test
    void shouldGiveCorrectReasons() {
        CommandResult result = commands.runReading("""
                {"e-mail addr": "zq@quill.test", "login": "zq@quill.test", "home address": "198.51.100.7"}
                """, "new", "orders", "--from", "-");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("e-mail addr as email in column masked_e_mail_addr (sure: 1 of 1 values look like e-mail"
                + " addresses,"
                        + " and its name suggests an e-mail address)",
                "login as email in column masked_login (likely: 1 of 1 values look like e-mail addresses)",
                "home address as address in column masked_home_address (likely: 1 of 1 values look like IP addresses)");
    }

    @Test
    void shouldOverwriteNothing() throws IOException {
        commands.runReading(SAMPLES, "new", "orders", "--from", "-");
        Files.writeString(routes.resolve("orders/orders-event.schema.json"), "mine");
        CommandResult result = commands.runReading(SAMPLES, "new", "orders", "--from", "-");
        assertThat(result.exit()).isEqualTo(ExitCode.NO_TYPE.code());
        assertThat(result.err()).contains("orders-event.schema.json already exists; use another name, or move that type away");
        assertThat(routes.resolve("orders/orders-event.schema.json")).hasContent("mine");
    }

    @Test
    void shouldReportUnreadableSamples() throws IOException {
        CommandResult result = commands.run("new", "orders", "--from", folder.resolve("nothing").toString());
        assertThat(result.exit()).isEqualTo(ExitCode.UNREADABLE_FILE.code());
        assertThat(result.err()).contains("nothing cannot be read (NoSuchFileException); name a readable file with --from");
        try (Stream<Path> files = Files.list(routes)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldReportUnwritableFolder() throws IOException {
        Files.writeString(routes.resolve("orders"), "");
        CommandResult result = commands.runReading(SAMPLES, "new", "orders", "--from", "-");
        assertThat(result.exit()).isEqualTo(ExitCode.SETTINGS.code());
        assertThat(result.err()).contains("the files cannot be written (FileAlreadyExistsException)");
    }
}
