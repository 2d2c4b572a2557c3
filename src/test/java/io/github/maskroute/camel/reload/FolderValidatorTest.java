package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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

        assertThat(problem()).doesNotContain(SECRET).doesNotContain("pa, ss", "ss=", "wo+", "wo rd")
                .contains("a.camel.yaml:").hasSizeGreaterThan(60);
    }

    /** The cause is longer than the limit of a problem. */
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

    /** Camel passes the byte order mark to the database, and reads a file whose lines end in CR alone as one comment. */
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
        assertThat(FileEncoding.problemIn(folder).orElseThrow().toString()).startsWith(statement + ":2: ");
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

    private String problem() throws IOException {
        Properties secrets = new Properties();
        secrets.put("vendor.token", SECRET);
        secrets.put("maskroute.db.password", SECRET);
        ValidationResult result = new FolderValidator((properties, first) -> properties.setOverrideProperties(secrets),
                Map.of("maskroute-data-source", new SimpleDriverDataSource()), true).check(folder, Optional.empty());
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0).toString();
    }
}
