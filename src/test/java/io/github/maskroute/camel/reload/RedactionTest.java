package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        context.close();
    }

    @Test
    void shouldKeepNamesOfUnknownParameters() {
        assertThat(Redaction.withoutParameters("due to: There are 2. Unknown parameters=[{a=pa, ss=x}, b.c-d=}]"))
                .isEqualTo("due to: There are 2. Unknown parameters=[{a, ss, b.c-d}]");
        assertThat(Redaction.withoutParameters("no route starts at direct:a")).isEqualTo("no route starts at direct:a");
    }

    /** A secret that replaces a default is redacted, and so is a default that equals a secret of another placeholder. */
    @Test
    void shouldKeepDefaultsThatTheFileContains() {
        set("vendor.token", "tok", "vendor.url", "https://vendor.example/a");
        List<String> texts = List.of(
                "{{orders.queue:orders}} {{?orders.dlq: orders-dlq }} {{url:http://a.example:80}} {{env:NO_SUCH:note}}",
                "{{vendor.token:invoices}} {{vendor.url:https://vendor.example}}");

        assertThat(Redaction.withoutSecrets("relation \"orders\", test orders-dlq, http://a.example:80, note", context, texts))
                .isEqualTo("relation \"orders\", test orders-dlq, http://a.example:80, note");
        assertThat(Redaction.withoutSecrets("tok of https://vendor.example/a", context, texts))
                .isEqualTo("{{vendor.token}} of {{vendor.url:https://vendor.example}}");
        assertThat(Redaction.withoutSecrets("tok", context, List.of("{{any:tok}} {{vendor.token}}"))).isEqualTo("{{vendor.token}}");
        assertThat(Redaction.withoutSecrets("tik", context, List.of("{{vendor.password:tik}}"))).isEqualTo("{{vendor.password}}");
    }

    @Test
    void shouldRedactSecretsInAnyEncodingAndKeepOwnSettings() {
        set("vendor.token", "a b/c", "maskroute.queue.name", "logins", "maskroute.db.password", "geheim");
        List<String> texts = List.of("{{vendor.token}} {{maskroute.queue.name}} {{maskroute.db.password}}");

        assertThat(Redaction.withoutSecrets("a b/c, a+b%2fc, a%20b%2Fc", context, texts))
                .isEqualTo("{{vendor.token}}, {{vendor.token}}, {{vendor.token}}");
        assertThat(Redaction.withoutSecrets("logins: geheim", context, texts)).isEqualTo("logins: {{maskroute.db.password}}");
    }

    private void set(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        context.getPropertiesComponent().setInitialProperties(properties);
    }
}
