package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

class FolderTrialTest {

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
    void problemQuotesNoSecret(String text) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), text);

        assertThat(problem()).doesNotContain(SECRET).doesNotContain("pa, ss", "ss=", "wo+", "wo rd").contains("a.camel.yaml:").hasSizeGreaterThan(60);
    }

    /** The cause is longer than what is told of it. */
    @Test
    void problemQuotesNoHalfOfASecret() throws IOException {
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

    @Test
    void messageKeepsNamesOfUnknownParameters() {
        assertThat(Quotes.withoutParameters("due to: There are 2. Unknown parameters=[{a=pa, ss=x}, b.c-d=}]"))
                .isEqualTo("due to: There are 2. Unknown parameters=[{a, ss, b.c-d}]");
        assertThat(Quotes.withoutParameters("no route starts at direct:a")).isEqualTo("no route starts at direct:a");
    }

    private String problem() throws IOException {
        Properties secrets = new Properties();
        secrets.put("vendor.token", SECRET);
        secrets.put("maskroute.db.password", SECRET);
        Findings findings = new FolderTrial((properties, first) -> properties.setOverrideProperties(secrets),
                Map.of("maskroute-data-source", new SimpleDriverDataSource()), true).check(folder, Optional.empty());
        assertThat(findings.problems()).hasSize(1);
        return findings.problems().get(0).toString();
    }
}
