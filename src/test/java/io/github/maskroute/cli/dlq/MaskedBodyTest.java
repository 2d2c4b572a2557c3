package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.HmacKey;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedBodyTest {

    private static final Keyset KEYS = Keyset.of(new HmacKey("k1", new byte[32]));
    private static final FieldMasks MASKS = TestMasks.of(
            () -> KEYS, Map.of("ip", "address", "device_id", "text"), "hmac", Map.of(), Map.of());
    private static final MaskedBody MASKED = new MaskedBody(EventTypes.in(Path.of("routes"), Scheme.HMAC), () -> KEYS);

    @Test
    void shouldMaskMaskedFieldsAndShowOtherFieldsOfTheSchema() {
        assertShown("{\"ip\":\"10.0.0.1\",\"device_id\":null,\"locale\":\"DE\",\"user_id\":7}",
                "{\"ip\":\"" + MASKS.token("ip", "10.0.0.1").orElseThrow() + "\",\"device_id\":null,\"locale\":\"DE\",\"user_id\":7}");
    }

    @Test
    void shouldShowOnlyLengthOfMalformedValues() {
        assertShown("{\"ip\":\"10.0.0.256\",\"device_id\":1110022}",
                "{\"ip\":\"(malformed, 10 characters)\",\"device_id\":\"(malformed, not a text)\"}");
    }

    @Test
    void shouldCountFieldsThatTheSchemaDoesNotName() {
        assertShown("{\"Ip\":\"10.0.0.1\",\"10.0.0.2\":1}", "{\"(not in the schema)\":\"(2 fields)\"}");
        assertShown("{\"note\":{\"ip\":\"10.0.0.1\"}}", "{\"(not in the schema)\":\"(1 field)\"}");
    }

    @Test
    void shouldHidePersonalDataInWrongField() {
        assertShown("{\"locale\":\"10.0.0.1\",\"user_id\":{\"ip\":\"10.0.0.1\"}}",
                "{\"locale\":\"(an address)\",\"user_id\":\"(malformed, not a text or number)\"}");
        assertShown("{\"locale\":\"" + "10.0.0.1 ".repeat(40) + "\"}", "{\"locale\":\"(360 characters)\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:443", " 10.0.0.1", "at 10.0.0.1, ios", "[2001:db8::7]:443", "x-2001:db8::7", "::ffff:10.0.0.1",
         "ip:10.0.0.1", "ip:2001:db8::7:", "10.0.0.1.", "::1"})
    void shouldFindAddressWithinText(String value) {
        assertShown("{\"locale\":\"" + value + "\"}", "{\"locale\":\"(an address)\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.3.0", "12:30:45", "de:DE", "1.2.3.400", ":", "a:b"})
    void showsWhatOnlyResemblesAnAddress(String value) {
        assertShown("{\"locale\":\"" + value + "\"}", "{\"locale\":\"" + value + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "[\"10.0.0.1\"]", "\"10.0.0.1\"", "null", "{\"ip\":\"10.0.0.1\"",
         "{\"ip\":\"1\",\"ip\":\"2\"}", "{} 1"})
    void showsNothingOfWhatIsNoJsonObject(String body) {
        assertThat(MASKED.of(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 30 98765432", "call 0049-30-98765432", "tel:+1(202)555-0123"})
    void findsAPhoneNumber(String value) {
        assertShown("{\"locale\":\"" + value + "\"}", "{\"locale\":\"(a phone number)\"}");
    }

    /** The letter matches best a type that stores this field unmasked. */
    @Test
    void shouldMaskFieldsThatAnotherTypeMasks(@TempDir Path folder) throws IOException {
        for (String[] type : new String[][] {
            {"people", "{'name':{'type':'string','x-mask':'text'},'tags':{'type':'array','items':{'type':'string','x-mask':'redact'}}}"},
            {"products", "{'name':{'type':'string'},'tags':{'type':'array','items':{'type':'string'}},'price':{'type':'number'},"
                    + "'sku':{'type':'string','x-mask':'text'}}"}}) {
            Files.writeString(folder.resolve(type[0] + "-event.schema.json"),
                    ("{'type':'object','properties':" + type[1] + "}").replace('\'', '"'));
        }
        assertThat(new MaskedBody(EventTypes.in(folder, Scheme.HMAC), () -> KEYS)
                .of("{\"name\":\"Ann\",\"tags\":[\"zq\"],\"price\":1}").orElseThrow().toString())
                .contains("name=hmac.", "redacted", "price=1").doesNotContain("Ann").doesNotContain("zq");
    }

    private static void assertShown(String body, String shown) {
        try {
            ObjectMapper json = new ObjectMapper();
            assertThat(json.valueToTree(MASKED.of(body).orElseThrow()).toString()).isEqualTo(json.readTree(shown).toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
