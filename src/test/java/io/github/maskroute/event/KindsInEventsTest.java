package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.mask.CountingKeys;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks one event with all kinds of masks and several results of one field. */
class KindsInEventsTest {

    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "email": {"type": "string", "x-mask": {"kind": "email", "keep": "domain"}},
              "ip": {"type": "string", "x-mask": [{"kind": "address"}, {"kind": "network", "as": "ip_network"}]},
              "note": {"type": ["string", "null"], "x-mask": "redact"},
              "person": {"type": "object", "properties": {
                "born": {"type": "string", "x-mask": [{"kind": "year"}, {"kind": "month", "as": "born_month"}]},
                "phones": {"type": "array", "items": {"type": "string", "x-mask": {"kind": "phone", "region": "DE", "domain": "phone"}}},
                "card": {"type": "string", "x-mask": {"kind": "last", "characters": 4}}}}}}""";

    @TempDir
    private Path folder;

    private final HmacKey key = CountingKeys.hmac("unit");

    @Test
    void shouldPutEachResultInItsField() throws Exception {
        ObjectNode masked = masked("""
                {"email": "Jane@M\u00fcnchen.example", "ip": "198.51.100.7", "note": "allergic to cats",
                 "person": {"born": "1984-05-12", "phones": ["030 12345678", "+1 415 555 0132"], "card": "4111 1111 1111 1234"}}""");

        assertThat(masked).isEqualTo(EventSchemaTest.json("""
                {"email": "%s", "email_domain": "xn--mnchen-3ya.example", "ip": "%s", "ip_network": "198.51.100.0/24", "note": "redacted",
                 "person": {"born": "1984", "born_month": "1984-05", "phones": ["%s", "%s"], "card": "1234"}}""".formatted(
                key.token("email", FieldKind.EMAIL, "Jane@xn--mnchen-3ya.example"), key.token("ip", FieldKind.ADDRESS, "198.51.100.7"),
                key.token("phone", FieldKind.PHONE, "+493012345678"), key.token("phone", FieldKind.PHONE, "+14155550132"))));
    }

    @Test
    void shouldNotRedactNull() throws Exception {
        assertThat(masked("{\"note\": null}").toString()).isEqualTo("{\"note\":null}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`{\"email\": \"secret@localhost\"}`, `email must be an e-mail address, `, domain name of two or more labels",
        "`{\"ip\": \"secret\"}`, `ip must be an IPv4 or IPv6 address, `, it is a host name",
        "`{\"person\": {\"born\": \"secret\"}}`, person.born must be a date, not a day of the calendar",
        "`{\"person\": {\"phones\": [\"secret\"]}}`, person.phones[] must be a phone number, phone numbers do not have",
        "`{\"person\": {\"card\": \"secret\"}}`, person.card must be text of 8 or more letters and digits, it is shorter",
    })
    void shouldReportBrokenRuleWithoutValue(String event, String field, String rule) {
        assertThatThrownBy(() -> masked(event)).asInstanceOf(type(RejectedException.class))
                .extracting(e -> e.rejection().detail()).asString().startsWith(field).contains(rule).doesNotContain("secret");
    }

    private ObjectNode masked(String event) throws Exception {
        Path file = Files.writeString(folder.resolve("kinds-event.schema.json"), SCHEMA);
        return new EventMasker(EventType.read(file, Scheme.HMAC), () -> Keyset.of(key)).masked(EventSchemaTest.json(event));
    }
}
