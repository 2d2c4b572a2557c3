package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeyFiles;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TestMasks;
import io.github.maskroute.mask.Token;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes with each scheme; the keyset decrypts the stored tokens. */
class SchemesIT {

    private static final Map<String, String> KINDS = Map.of("ip", "address", "device_id", "text");

    @TempDir
    private Path folder;

    @Test
    void shouldStoreTokensThatTheKeysetDecrypts() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.mask.scheme", "siv")).start()) {
            drain.send(List.of(event("a", " ::ffff:198.51.100.7 ", " 593-47-5928"), event("b", "198.51.100.7", "593-47-5928"),
                    event("c", "2001:DB8:0:0::1", "Zoe\\u0308"))).awaitRows(3);
            Map<String, Map<String, String>> rows = byUser(drain);
            FieldMasks masks = masks(keyset(drain), "siv", Map.of());

            assertThat(value(masks, "ip", rows.get("a"))).isEqualTo("198.51.100.7");
            assertThat(value(masks, "device_id", rows.get("a"))).isEqualTo("593-47-5928");
            assertThat(rows.get("b").get("masked_ip")).isEqualTo(rows.get("a").get("masked_ip"));
            assertThat(rows.get("b").get("masked_device_id")).isEqualTo(rows.get("a").get("masked_device_id"));
            assertThat(value(masks, "ip", rows.get("c"))).isEqualTo("2001:db8::1");
            assertThat(value(masks, "device_id", rows.get("c"))).isEqualTo("Zo\u00eb");
        }
    }

    @Test
    void shouldStoreTheLongestTextOfSivAndDeadLetterALongerOne() {
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.mask.scheme", "siv")).start()) {
            String longest = "\u00eb".repeat(79);
            drain.send(List.of(event("a", "198.51.100.7", longest), event("b", "198.51.100.7", longest + "xy"))).awaitRows(1);

            assertThat(value(masks(keyset(drain), "siv", Map.of()), "device_id", byUser(drain).get("a"))).isEqualTo(longest);
            assertThat(drain.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.body()).contains("\"b\"");
                assertThat(TestDrain.attribute(letter, "maskroute-detail")).contains("159 bytes").doesNotContain(longest);
            });
        }
    }

    @Test
    void shouldStoreAddressesOfOneNetworkWithACommonPrefix() {
        RouteFiles routes = new RouteFiles().edit("logins/logins-event.schema.json",
                "\"x-mask\": \"address\"", "\"x-mask\": {\"kind\": \"address\", \"scheme\": \"prefix\"}");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start()) {
            drain.send(List.of(event("a", "203.0.113.7", "593-47-5928"), event("b", "203.0.113.200", "593-47-5928"),
                    event("c", "203.0.112.7", "593-47-5929"), event("d", "2001:db8:1:2::3", "1"),
                    event("e", "2001:db8:1:ffff::4", "2"))).awaitRows(5);
            Map<String, Map<String, String>> rows = byUser(drain);
            FieldMasks masks = masks(keyset(drain), "hmac", Map.of("ip", "prefix"));

            assertThat(addressDigits(rows.get("b"))).startsWith(addressDigits(rows.get("a")).substring(0, 6))
                    .isNotEqualTo(addressDigits(rows.get("a")));
            assertThat(addressDigits(rows.get("c"))).doesNotStartWith(addressDigits(rows.get("a")).substring(0, 6));
            assertThat(addressDigits(rows.get("e"))).startsWith(addressDigits(rows.get("d")).substring(0, 12));
            assertThat(value(masks, "ip", rows.get("b"))).isEqualTo("203.0.113.200");
            assertThat(value(masks, "ip", rows.get("e"))).isEqualTo("2001:db8:1:ffff::4");
            assertThat(rows.get("a").get("masked_device_id")).startsWith("hmac.").isEqualTo(rows.get("b").get("masked_device_id"));
        }
    }

    @Test
    void shouldMaskByAKeyFileAsBefore() {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING + " 2024-k_1");
        try (TestDrain drain = withKeyFile(file, "hmac")) {
            drain.start().send(List.of(event("a", "10.0.0.1", "000-00-0000"))).awaitRows(1);

            assertThat(byUser(drain).get("a"))
                    .containsEntry("masked_ip", "hmac.2024-k_1.NQwoXoLQ7v1SSPt4BbAJLJy7a8Y0dSxzQl-IsCjPFFg")
                    .containsEntry("masked_device_id", "hmac.2024-k_1.xXoPo3Z6OCA5SIzPbs4WkWbMW84p83Oxje4nP2Zf0PY");
        }
    }

    @Test
    void shouldMaskAsBeforeAfterAKeyFileMovedIntoAKeyset() {
        Path file = KeyFiles.write(folder, KeyFiles.COUNTING);
        KeysetFolder keyset = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        new KeysetEditor(keyset).add(file);
        try (TestDrain before = withKeyFile(file, "hmac");
                TestDrain after = new TestDrain("", Map.of("maskroute.mask.keyset", keyset.path().toString()))) {
            before.start().send(List.of(TestDrain.event(1))).awaitRows(1);
            after.start().send(List.of(TestDrain.event(1))).awaitRows(1);

            assertThat(byUser(after)).isEqualTo(byUser(before));
            assertThat(byUser(after).get("user-1").get("masked_ip")).startsWith("hmac." + KeyFile.read(file).id() + ".");
        }
    }

    @Test
    void shouldRefuseToStartWithoutAKeyOfTheScheme() {
        try (TestDrain drain = withKeyFile(KeyFiles.write(folder, KeyFiles.COUNTING), "siv")) {
            assertThatThrownBy(drain::start).hasStackTraceContaining("the keyset has no primary key for siv")
                    .satisfies(e -> assertThat(e.toString()).doesNotContain(KeyFiles.COUNTING));
        }
    }

    private static TestDrain withKeyFile(Path file, String scheme) {
        TestDrain drain = new TestDrain("", Map.of("maskroute.mask.scheme", scheme, "maskroute.mask.key-file", file.toString()));
        drain.settings().remove("maskroute.mask.keyset");
        return drain;
    }

    private static String event(String user, String ip, String device) {
        return """
                {"user_id":"%s","app_version":"2.3.0","device_type":"ios","ip":"%s","locale":"DE","device_id":"%s"}"""
                .formatted(user, ip, device);
    }

    /** The hexadecimal digits of the encrypted address, without the check. */
    private static String addressDigits(Map<String, String> row) {
        Token token = Token.parse(row.get("masked_ip"));
        assertThat(token.scheme()).isEqualTo(Scheme.PREFIX);
        return token.body().substring(0, token.body().indexOf('.'));
    }

    private static Keyset keyset(TestDrain drain) {
        return new KeysetFolder(Path.of(drain.settings().get("maskroute.mask.keyset")), Optional.empty()).read();
    }

    private static FieldMasks masks(Keyset keyset, String scheme, Map<String, String> schemes) {
        return TestMasks.of(() -> keyset, KINDS, scheme, schemes, Map.of());
    }

    private static String value(FieldMasks masks, String field, Map<String, String> row) {
        return masks.value(field, Token.parse(row.get("masked_" + field)));
    }

    private static Map<String, Map<String, String>> byUser(TestDrain drain) {
        return drain.rows("SELECT user_id, masked_ip, masked_device_id FROM user_logins").stream()
                .collect(Collectors.toMap(row -> row.get("user_id"), row -> row));
    }
}
