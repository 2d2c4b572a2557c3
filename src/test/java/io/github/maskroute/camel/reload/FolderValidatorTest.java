package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

class FolderValidatorTest {

    private static final String SECRET = "pa, ss=wo+rd/77";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        """
        - route:
            from:
              uri: direct:a
              steps:
                - to: {uri: timer, parameters: {timerName: t, secretKy: "{{vendor.token}}", other: 1}}
        """,
        """
        - route:
            from:
              uri: direct:a
              steps:
                - to: {uri: timer, parameters: {timerName: t, period: "{{maskroute.db.password}}"}}
        """,
        """
        - beans:
            - name: b
              type: org.springframework.jdbc.datasource.DriverManagerDataSource
              properties: {passwrd: "{{maskroute.db.password}}"}
        """,
        """
        - beans:
            - name: b
              type: org.springframework.jdbc.datasource.SingleConnectionDataSource
              properties: {suppressClose: "{{vendor.token}}"}
        - route: {from: {uri: "direct:a", steps: [{to: "bean:b"}]}}
        """})
    void shouldQuoteNoSecretInAProblem(String text) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), text);

        assertThat(problem()).doesNotContain(SECRET).doesNotContain("pa, ss", "ss=", "wo+", "wo rd").contains("a.camel.yaml:").hasSizeGreaterThan(60);
    }

    /** The cause is longer than what is told of it. */
    @Test
    void shouldQuoteNoPartOfASecretInAShortenedProblem() throws IOException {
        for (int length = 80; length < 130; length += 5) {
            Files.writeString(folder.resolve("a.camel.yaml"), """
                    - route:
                        from:
                          uri: direct:a
                          steps:
                            - to: {uri: timer, parameters: {timerName: t, a%s: "{{vendor.token}}{{vendor.token}}"}}
                    """.formatted("a".repeat(length)));

            assertThat(problem()).doesNotContain("pa, ", "=pa", "wo+", "wo r");
        }
    }

    /** Camel hands the mark on to the database, and takes a file whose lines end in CR alone for one comment. */
    @Test
    void shouldRefuseStatementsThatCamelOrTheDatabaseWouldMisread() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- route: {from: {uri: \"direct:a\", steps: [{to: \"log:a\"}]}}\n");
        Path statement = folder.resolve("a.sql");

        Files.writeString(statement, "\ufeff-- stores\nSELECT 1\n");
        assertThat(problem()).startsWith(statement + ":1: ").contains("must not begin with a byte order mark");
        Files.write(statement, "-- stores\nSELECT 1\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(problem()).startsWith(statement + ":").contains("not text in UTF-8");
        Files.write(statement, "-- stores\n-- für alle\nSELECT 1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem()).startsWith(statement + ":2: ").contains("not text in UTF-8");
        assertThat(FileEncoding.problemIn(folder)).hasValueSatisfying(problem -> assertThat(problem.toString()).startsWith(statement + ":2: "));
        Files.writeString(statement, "-- stores\rSELECT 1\r");
        assertThat(problem()).startsWith(statement + ":1: ").contains("not in CR alone");
        Files.writeString(statement, "-- stores\r\nSELECT 1\r\n");
        assertThat(FileEncoding.problemIn(folder)).isEmpty();
    }

    @Test
    void shouldAcceptAByteOrderMarkInARouteFile() throws IOException {
        String text = "- route: {from: {uri: \"direct:a\", steps: [{to: {uri: timer, parameters: {wrong: 1}}}]}}\r\n";
        Files.writeString(folder.resolve("a.camel.yaml"), text);
        String problem = problem();

        Files.writeString(folder.resolve("a.camel.yaml"), "\ufeff" + text);
        assertThat(problem()).isEqualTo(problem);
        Files.write(folder.resolve("a.camel.yaml"), "- # für\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem()).startsWith(folder.resolve("a.camel.yaml") + ":1: ").contains("not text in UTF-8");
    }

    /** As the start reads them: there it is Camel that does. */
    @Test
    void camelTakesTheMarkForNoPartOfARouteFile() throws Exception {
        String text = "\ufeff- route: {id: marked, from: {uri: \"direct:a\", steps: [{to: \"log:a\"}]}}\r\n";
        Path file = folder.resolve("a.camel.yaml");
        Files.writeString(file, text);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
            context.start();
            assertThat(context.getRoute("marked")).isNotNull();
        }
        assertThat(FileEncoding.problemIn(folder)).isEmpty();
        Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
        assertThat(FileEncoding.problemIn(folder)).hasValueSatisfying(problem -> assertThat(problem.toString()).contains("not text in UTF-8"));
    }

    @Test
    void messageKeepsNamesOfUnknownParameters() {
        assertThat(Redaction.withoutParameters("due to: There are 2. Unknown parameters=[{a=pa, ss=x}, b.c-d=}]"))
                .isEqualTo("due to: There are 2. Unknown parameters=[{a, ss, b.c-d}]");
        assertThat(Redaction.withoutParameters("no route starts at direct:a")).isEqualTo("no route starts at direct:a");
    }

    /** A secret that is set in the place of a default stays out, and so does a default that stands for a secret elsewhere. */
    @Test
    void messageKeepsDefaultsThatStandInTheFile() throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Properties set = new Properties();
            set.put("vendor.token", "tok");
            set.put("vendor.url", "https://vendor.example/a");
            context.getPropertiesComponent().setInitialProperties(set);
            List<String> texts = List.of("{{orders.queue:orders}} {{?orders.dlq: orders-dlq }} {{url:http://a.example:80}} {{env:NO_SUCH:note}}",
                    "{{vendor.token:invoices}} {{vendor.url:https://vendor.example}}");

            assertThat(Redaction.withoutSecrets("relation \"orders\", test orders-dlq, http://a.example:80, note", context, texts))
                    .isEqualTo("relation \"orders\", test orders-dlq, http://a.example:80, note");
            assertThat(Redaction.withoutSecrets("tok of https://vendor.example/a", context, texts))
                    .isEqualTo("{{vendor.token}} of {{vendor.url:https://vendor.example}}");
            assertThat(Redaction.withoutSecrets("tok", context, List.of("{{any:tok}} {{vendor.token}}"))).isEqualTo("{{vendor.token}}");
            assertThat(Redaction.withoutSecrets("tik", context, List.of("{{vendor.password:tik}}"))).isEqualTo("{{vendor.password}}");
        }
    }

    private String problem() throws IOException {
        Properties secrets = new Properties();
        secrets.put("vendor.token", SECRET);
        secrets.put("maskroute.db.password", SECRET);
        ValidationResult findings = new FolderValidator((properties, first) -> properties.setOverrideProperties(secrets),
                Map.of("maskroute-data-source", new SimpleDriverDataSource()), true).check(folder, Optional.empty());
        assertThat(findings.problems()).hasSize(1);
        return findings.problems().get(0).toString();
    }
}
