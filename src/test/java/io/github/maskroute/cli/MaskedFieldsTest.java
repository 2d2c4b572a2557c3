package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands learn from the beans of routes, by way of the command that shows it. */
class MaskedFieldsTest {

    private static final String BEAN = """
            - beans:
                - name: %s
                  type: io.github.maskroute.camel.MaskLogin
                  properties:
                    keys: "#bean:maskroute-keys"
            """;

    private static final String TWO_ADDRESSES = BEAN + """
                    fields:
                      ip: address
                      home_ip: address
                      device_id: text
                    scheme: "{{maskroute.mask.scheme}}"
                    schemes:
                      ip: prefix
                      home_ip: prefix
                    domains:
                      home_ip: ip
            """;

    private static final String IP_AS_SIV = BEAN + """
                    fields:
                      ip: address
                    scheme: siv
            """;

    @TempDir
    private Path folder;

    private Path routes;
    private KeysetFolder keys;
    private Commands commands;

    @BeforeEach
    void routes() throws IOException {
        routes = Files.createDirectory(folder.resolve("own-routes"));
        keys = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        Stream.of(Scheme.values()).forEach(new KeysetEditor(keys)::add);
        commands = new Commands(folder).with("maskroute.mask.keyset", keys.path()).with("maskroute.routes", routes);
    }

    @Test
    void schemesAndDomainsOfABeanAreTaken() throws IOException {
        write("logins", TWO_ADDRESSES);
        Keyset now = keys.read();
        FieldMasks masks = FieldMasks.of(() -> now, Map.of("ip", "address", "home_ip", "address", "device_id", "text"), "hmac",
                Map.of("ip", "prefix", "home_ip", "prefix"), Map.of("home_ip", "ip"));
        String ofIp = mask("ip", "198.51.100.7").done().out();

        assertThat(ofIp).isEqualTo(masks.token("ip", "198.51.100.7").orElseThrow() + "\n").startsWith("prefix.");
        assertThat(mask("home_ip", "198.51.100.7").done().out()).isEqualTo(ofIp);
        assertThat(mask("device_id", "77").done().out()).isEqualTo(masks.token("device_id", "77").orElseThrow() + "\n").startsWith("hmac.");
    }

    @Test
    void schemeOfABeanGoesBeforeThatOfTheSettings() throws IOException {
        write("logins", IP_AS_SIV);

        assertThat(mask("ip", "198.51.100.7").done().out()).startsWith("siv.");
    }

    @Test
    void routesMayMaskAFieldTwiceIfTheyDoItAlike() throws IOException {
        write("logins", IP_AS_SIV);
        write("logouts", IP_AS_SIV);

        assertThat(mask("ip", "198.51.100.7").done().out()).startsWith("siv.");
    }

    @Test
    void shouldRefuseRoutesThatMaskAFieldInTwoWays() throws IOException {
        write("logins", IP_AS_SIV);
        write("logouts", TWO_ADDRESSES);

        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("two routes mask ip in different ways");
    }

    @Test
    void shouldRefuseFolderThatIsNotThereOrMasksNothing() {
        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("no route in " + routes + " masks a field");
        commands.with("maskroute.routes", folder.resolve("none"));
        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("cannot be read").contains("maskroute.routes");
    }

    /** The drain would take them, and so mask in another way than is told here. */
    @Test
    void shouldRefusePropertiesThatItDoesNotRead() throws IOException {
        write("logins", IP_AS_SIV.replace("scheme: siv", "schemes.ip: prefix"));

        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("each as a map of its own");
    }

    @Test
    void shouldRefuseBrokenYaml() throws IOException {
        Files.writeString(routes.resolve("logins.camel.yaml"), "- beans: [ 198.51.100.7\n- {");

        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("cannot be read").doesNotContain("198.51");
    }

    @Test
    void shouldRefuseMasksThatNoRouteCouldStartWith() throws IOException {
        write("logins", IP_AS_SIV.replace("siv", "rot13"));
        assertThat(mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS).err()).contains("`hmac`, `siv` or `prefix`");
        write("logins", IP_AS_SIV.replace("address", "phone"));
        mask("ip", "198.51.100.7").refused(ExitCode.SETTINGS);
    }

    private void write(String name, String beans) throws IOException {
        Files.writeString(routes.resolve(name + ".camel.yaml"), beans.formatted(name));
    }

    private Ran mask(String field, String value) {
        return commands.run("mask", "--field", field, value);
    }
}
