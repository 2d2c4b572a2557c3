package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.cli.Commands;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.forget.ForgetRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Input that {@code maskroute forget} refuses before it uses a service. */
class ForgetCommandTest {

    @TempDir
    private Path folder;

    private Commands commands;

    @BeforeEach
    void commands() throws IOException {
        commands = new Commands(folder).with("maskroute.mask.keyset", TrialKeys.in(folder.resolve("keys")));
    }

    @Test
    void shouldRefuseValuesWithoutToken() {
        assertThat(forget("ip", "198.51.100.7\n\n198.51.100\n").refused(ExitCode.MALFORMED_VALUE).err())
                .contains("line 3 of the values must be an IPv4 or IPv6 address", "nothing was forgotten").doesNotContain("198.51");
        assertThat(forget("ip", " \n\n").refused(ExitCode.USAGE).err()).contains("the values are empty");
        String many = IntStream.rangeClosed(0, 100_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertThat(forget("device_id", many).refused(ExitCode.USAGE).err())
                .contains("more than 100000 values; split them over several runs");
        assertThat(commands.run("forget", "--type", "logins", "--field", "ip", "--values", folder.resolve("none").toString(), "--dry-run")
                .refused(ExitCode.UNREADABLE_FILE).err())
                .contains("the values cannot be read");
    }

    @Test
    void shouldRefuseTypesFieldsAndReasonsWithoutRule() throws IOException {
        assertThat(forget("nothing", "x").refused(ExitCode.USAGE).err()).contains("device_id, ip");
        assertThat(commands.run("forget", "--type", "orders", "--field", "ip", "--values", "-", "--reason", ForgetFixture.REASON)
                .refused(ExitCode.USAGE).err()).contains("no event type has this name", "logins");
        assertThat(commands.run("forget", "--type", "logins", "--field", "ip", "--values", "-").refused(ExitCode.USAGE).err())
                .contains("missing --reason", "--dry-run");
        assertThat(commands.run("forget", "--type", "logins", "--field", "ip", "--values", "-", "--reason", " GDPR 4711 ")
                .refused(ExitCode.AUDIT_REFUSES).err()).contains("--reason must be at least ten characters long");

        Path own = Files.createDirectories(folder.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("routes"), own);
        commands.with("maskroute.routes", own);
        Path rules = own.resolve("logins/forget.yaml");
        Files.writeString(rules, "device_id: [{table: a, column: b, do: delete}]");
        assertThat(forget("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err())
                .contains(rules + " has no rule for the tokens of ip",
                        "add a line such as ip: [{table: TABLE, column: COLUMN, do: delete}]");
        Files.writeString(rules, "ip: delete");
        assertThat(forget("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains(rules + ": ip must be a list of entries");
        Files.delete(rules);
        assertThat(forget("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err())
                .contains(rules + " has no rule for the tokens of ip", "add a line such as");
    }

    @Test
    void shouldFindFieldByPathOrLastName() throws IOException {
        Path own = Files.createDirectories(folder.resolve("routes/orders"));
        Files.writeString(own.resolve("orders-event.schema.json"), """
                {"type": "object", "properties": {
                    "name": {"type": "string", "x-mask": "text"},
                    "customer": {"type": "object", "properties": {
                        "name": {"type": "string", "x-mask": "text"},
                        "emails": {"type": "array", "items": {"type": "string", "x-mask": "text"}}}},
                    "seller": {"type": "object", "properties": {
                        "id": {"type": "string", "x-mask": {"kind": "text", "domain": "person"}},
                        "city": {"type": "string"}}},
                    "buyer": {"type": "object", "properties": {
                        "id": {"type": "string", "x-mask": {"kind": "text", "domain": "person"}}}}}}""");
        commands.with("maskroute.routes", own.getParent());
        assertThat(of("emails")).contains("orders/forget.yaml has no rule for the tokens of customer.emails");
        assertThat(of("customer.emails[]")).contains("add a line such as customer.emails: [{table");
        assertThat(of("name")).contains("has no rule for the tokens of name");
        assertThat(of("id")).contains("several fields of this name", "use one of buyer.id, seller.id");
        assertThat(of("seller.id")).contains("has no rule for the tokens of seller.id");
        assertThat(of("seller.city")).contains("no field of this name that is masked with tokens", "customer.emails, customer.name,"
                + " name, seller.id");
        assertThat(of("eller.id")).contains("no field of this name");
    }

    private String of(String field) {
        CommandResult result = commands.runReading("x", "forget", "--type", "orders", "--field", field, "--values", "-", "--dry-run");
        assertThat(result.exit()).isIn(ExitCode.USAGE.code(), ExitCode.SETTINGS.code());
        return result.err();
    }

    @Test
    void shouldCheckRulesInCheckCommand() throws IOException {
        Path own = Files.createDirectories(folder.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("routes"), own);
        commands.with("maskroute.routes", own);
        Path rules = own.resolve("logins/forget.yaml");
        Files.writeString(rules, ForgetRules.example("ipp"));
        assertThat(commands.run("check", "--offline").done().out()).contains("note: " + rules + " names ipp, which is not masked with"
                + " tokens;"
                + " the fields that are: device_id, ip\n");
        Files.writeString(rules, "ip: delete");
        CommandResult result = commands.run("check", "--offline");
        assertThat(result.exit()).isEqualTo(ExitCode.ROUTES_REFUSED.code());
        assertThat(result.lines()).singleElement().asString().startsWith(rules + ":?: ip must be a list of entries");
    }

    private CommandResult forget(String field, String values) {
        return commands.runReading(values, "forget", "--type", "logins", "--field", field, "--values", "-", "--reason",
                ForgetFixture.REASON);
    }
}
