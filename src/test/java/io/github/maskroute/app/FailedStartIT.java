package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Route files that stop the start, and the messages about them. */
class FailedStartIT {

    private static final String SECRET = "pa, sc=wo+rd/77";

    /** Also in their URI-encoded form. */
    private static final String[] FRAGMENTS = {"pa,", "pa%", "sc=", ", sc", "sc%", "wo+", "wo rd", "rd/77", "rd%2"};

    private final RouteFiles routes = new RouteFiles();
    private final Path own = routes.path("own.camel.yaml");

    @BeforeEach
    void giveSecret() {
        System.setProperty("vendor.token", SECRET);
    }

    /** Another run may use a copy of the same name. */
    @AfterEach
    void leaveNothingBehind() throws IOException {
        System.clearProperty("vendor.token");
        Files.deleteIfExists(own);
    }

    @Test
    void shouldNotQuoteASecretOfAStep() throws IOException {
        assertTold(step("{uri: timer, parameters: {timerName: t, secretKy: '{{vendor.token}}', other: 1}}"), "[{other, secretKy}]");
        assertTold(step("{uri: timer, parameters: {timerName: t, period: '{{vendor.token}}'}}"), "period");
        assertTold(step("{uri: 'timer:{{vendor.token}}', parameters: {perod: 1}}"), "perod");
        assertTold(step("{uri: 'no-such:{{vendor.token}}'}"), "no-such:{{vendor.token}}");
        assertTold(step("{uri: 'timer:{{vendor.tokn}}'}"), "vendor.tokn");
    }

    @Test
    void shouldNotQuoteASecretOfABean() throws IOException {
        assertTold(bean("DriverManagerDataSource", "passwrd"), "passwrd");
        assertTold(bean("SingleConnectionDataSource", "suppressClose"), "{{vendor.token}}");
    }

    /** Its endpoint is read before the context starts, to look the queue up. */
    @Test
    void shouldNotQuoteASecretOfAPollingRoute() throws IOException {
        assertTold(polling("queueUrl: '{{vendor.token}}', waitTimeSeconds: '{{vendor.tokn}}'"), "vendor.tokn");
    }

    @Test
    void shouldNameAStatementThatTheDatabaseCannotParse() throws IOException {
        Path statement = routes.path("logins/insert-user-logins.sql");
        String text = Files.readString(statement);
        Files.writeString(statement, "\ufeff" + text);
        Files.writeString(own, step("{uri: 'log:own'}"));
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            assertThatThrownBy(drain::start).hasMessageStartingWith(statement + ":1: a statement must not begin with a byte order mark");
        } finally {
            Files.writeString(statement, text);
        }
    }

    /** A step of earlier versions: its options are part of the schema now. */
    @Test
    void shouldShowTheNewLinesThatReplaceMaskLogin() {
        String route = "drain-logins.camel.yaml";
        routes.edit(route, "io.github.maskroute.camel.MaskEvent", "io.github.maskroute.camel.MaskLogin");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            assertThatThrownBy(drain::start).isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(routes.place(route, "MaskLogin") + "MaskLogin is now MaskEvent")
                    .hasMessageContainingAll("`type: io.github.maskroute.camel.MaskEvent`", "\"x-mask\": \"address\"",
                            "docs/event-types.md");
        }
    }

    private static String step(String to) {
        return "- route: {id: own, from: {uri: 'direct:own', steps: [{to: " + to + "}]}}";
    }

    private static String polling(String parameters) {
        return "- route: {id: own, from: {uri: 'aws2-sqs:own', parameters: {" + parameters + "}, steps: [{to: 'log:own'}]}}";
    }

    private static String bean(String type, String property) {
        return "- beans: [{name: own, type: org.springframework.jdbc.datasource." + type + ", properties: {"
                + property + ": '{{vendor.token}}'}}]\n" + step("'bean:own'");
    }

    private void assertTold(String text, String words) throws IOException {
        Files.writeString(own, text);
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            assertThatThrownBy(drain::start).hasNoCause().hasMessageContaining(words)
                    .message().doesNotContain(FRAGMENTS).contains("own");
            assertThat(drain.log()).doesNotContain(FRAGMENTS);
        }
    }
}
