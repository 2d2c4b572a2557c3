package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTypesTest {

    private static final String ADDRESS = "{\"type\": \"string\", \"x-mask\": \"address\"}";
    private static final String TEXT = "{\"type\": \"string\", \"x-mask\": \"text\"}";

    @TempDir
    private Path folder;

    @Test
    void shouldFindFieldByPathOrLastName() throws IOException {
        write("orders", "\"customer\": {\"type\": \"object\", \"properties\": {"
                + "\"emails\": {\"type\": \"array\", \"items\": " + TEXT + "}}}");

        EventTypes types = types();

        assertThat(types.fields()).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("customer.emails")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("emails")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("orders:customer.emails")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("customer.emails[]")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("orders:customer.emails[]")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("emails[]")).containsExactly("customer.emails");
        assertThat(types.fieldsNamed("customer")).isEmpty();
        assertThat(types.fieldOfColumn("masked_emails")).hasValue("customer.emails");
        assertThat(types.fieldOfColumn("emails")).hasValue("customer.emails");
        assertThat(types.fieldOfColumn("masked_phone")).isEmpty();
    }

    @Test
    void shouldTreatEqualFieldsOfTwoTypesAsOne() throws IOException {
        write("logins", "\"ip\": " + ADDRESS);
        write("orders", "\"ip\": " + ADDRESS);

        assertThat(types().fields()).containsExactly("ip");
    }

    @Test
    void shouldNameFieldWithTypeIfMasksDiffer() throws IOException {
        write("logins", "\"ip\": " + ADDRESS);
        write("orders", "\"ip\": " + TEXT);

        EventTypes types = types();

        assertThat(types.fields()).containsExactly("logins:ip", "orders:ip");
        assertThat(types.fieldsNamed("ip")).containsExactly("logins:ip", "orders:ip");
        assertThat(types.fieldsNamed("orders:ip")).containsExactly("orders:ip");
        assertThat(types.fieldOfColumn("masked_ip")).isEmpty();
    }

    @Test
    void shouldNameSecondResultByAs() throws IOException {
        write("orders", "\"customer\": {\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\", \"x-mask\":"
                + " [\"text\", {\"kind\": \"text\", \"domain\": \"person\", \"as\": \"person\"}]}}}");

        assertThat(types().fields()).containsExactly("customer.name", "customer.person");
        assertThat(types().fieldsNamed("person")).containsExactly("customer.person");
    }

    @Test
    void shouldFindTypeWithMostOfTheNames() throws IOException {
        write("logins", "\"ip\": " + ADDRESS + ", \"user\": {\"type\": \"string\"}");
        write("orders", "\"ip\": " + ADDRESS + ", \"order\": {\"type\": \"string\"}");

        assertThat(types().closest(List.of("order", "ip")).orElseThrow().name()).isEqualTo("orders");
    }

    @Test
    void shouldReportInvalidFile() throws IOException {
        Path file = write("orders", "\"ip\": {\"type\": \"string\",\n\"x-mask\": \"adress\"}");

        assertThatThrownBy(this::types).isInstanceOf(InvalidSchemaException.class).hasMessageStartingWith(file + ":1: ip: ");
    }

    @Test
    void shouldRejectTwoSchemasOfOneType() throws IOException {
        Path file = write("orders", "\"ip\": " + ADDRESS);
        Files.copy(file, folder.resolve("orders.schema.json"));

        assertThatThrownBy(this::types).isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining("another schema has the type name orders too; rename");
    }

    @Test
    void shouldFailForMissingFolder() {
        assertThatThrownBy(() -> EventTypes.in(folder.resolve("none"), Scheme.HMAC)).isInstanceOf(UncheckedIOException.class);
    }

    private EventTypes types() {
        return EventTypes.in(folder, Scheme.HMAC);
    }

    private Path write(String type, String properties) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve(type)).resolve(type + "-event.schema.json"),
                "{\"type\": \"object\", \"properties\": {" + properties + "}}");
    }
}
