package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code maskroute test} without a database. */
class TestCommandTest {

    private static final String CASES = "logins/cases/stored.yaml";

    @TempDir
    private Path folder;

    private final RouteFiles routes = RouteFiles.withCases();

    @Test
    void shouldPassShippedCases() {
        List<String> lines = run("test").done().lines();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("note: logins: [0-9]+ of [0-9]+ cases checked in part: they were not stored in a database");
        assertThat(lines.get(1)).matches("ok: logins: ([0-9]+) of \\1 cases");
    }

    @Test
    void shouldPrintDifferencesAndWriteJUnitXml() throws IOException {
        routes.edit("logins/logins-event.schema.json", "\"locale\"", "\"region\"");
        Path junit = folder.resolve("junit.xml");
        CommandResult result = run("test", "logins", "--junit", junit.toString());

        assertThat(result.exit()).isEqualTo(ExitCode.CASES_FAILED.code());
        assertThat(result.lines()).contains(
                "failed: " + routes.place(CASES, "case: all fields") + "all fields",
                "    masked.locale", "        expected \"DE\"", "        but was  nothing");
        assertThat(result.lines().get(result.lines().size() - 1)).matches("failed: logins: [0-9]+ of [0-9]+ cases");
        assertThat(Files.readString(junit)).contains("failures=\"2\"", "name=\"all fields\"", "expected \"DE\"");
        assertThat(run("test", "--json").lines().get(0)).contains("\"place\":\"masked.locale\"", "\"expected\":\"\\\"DE\\\"\"");
        assertThat(run("check", "--offline").lines().get(0)).isEqualTo(
                routes.place(CASES, "case: all fields") + "case `all fields` fails: masked.locale (`maskroute test logins` shows"
                        + " the differences); undo the edit, or change the case");
    }

    @Test
    void shouldRunOnlyCasesOfTheGivenType() throws IOException {
        assertThat(run("test", "orders").refused(ExitCode.CASES_FAILED).err()).contains("orders/cases/*.yaml");
    }

    @Test
    void shouldNoteCasesWithoutType() throws IOException {
        Files.createDirectories(routes.path("login/cases"));
        Path stray = Files.copy(routes.path(CASES), routes.path("login/cases/stored.yaml"));

        assertThat(run("test").done().lines()).hasSize(3)
                .contains("note: no route has a schema next to the folder of " + stray + ": its cases were not run");
    }

    @Test
    void shouldReportMalformedCasesWithLine() {
        routes.edit(CASES, "- case: no locale\n  event: ", "- case: no locale\n  events: ");
        CommandResult result = run("test");

        assertThat(result.exit()).isEqualTo(ExitCode.ROUTES_REFUSED.code());
        assertThat(result.lines()).containsExactly(routes.place(CASES, "events: ") + "`events` is unknown; a case has body, case, event,"
                + " masked, rejected, rows, sent_at");
    }

    /** For example a copy of the folder, or a type that was moved. */
    @ParameterizedTest
    @ValueSource(strings = {"logins-old", "logins/old"})
    void shouldReportSecondSchemaOfType(String other) throws IOException {
        Files.createDirectories(routes.path(other));
        Files.copy(routes.path("logins/logins-event.schema.json"), routes.path(other + "/logins-event.schema.json"));
        CommandResult result = run("check", "--offline");

        assertThat(result.exit()).isEqualTo(ExitCode.ROUTES_REFUSED.code());
        assertThat(result.lines()).singleElement().asString().contains("another schema has the type name logins too; rename one");
    }

    /** A route that unwraps events from an envelope has its own JSON step. */
    @Test
    void shouldUnwrapBodiesAsTheRouteDoes() throws IOException {
        unwrap("/detail");
        Files.writeString(routes.path("logins/cases/envelopes.yaml"), """
                - case: what EventBridge sends
                  body:
                    detail-type: login
                    source: app
                    detail: &login {user_id: u-1, app_version: 2.3.0, device_type: ios, ip: 192.0.2.1, device_id: 000-00-0001}
                  masked:
                    user_id: u-1
                    app_version: 2.3.0
                    device_type: ios
                    ip: hmac.test.WKTUFsEbKqZXGDBaHN2KE-M9DLXav3d2BUMcLFv__WY
                    device_id: hmac.test.kqQds8DpIiz9bIfe0A_IHtI5ndi8oO8xoUN_4e6LS30
                - {case: an event alone, body: *login, rejected: {reason: schema, detail: the body has nothing at /detail}}
                """);
        Files.delete(routes.path("logins/cases/rejected.yaml"));

        assertThat(run("test").done().lines().get(1)).startsWith("ok: logins: ");
    }

    @Test
    void shouldReportMalformedPointer() throws IOException {
        unwrap("$.detail");

        assertThat(run("test").lines()).singleElement().asString().startsWith(routes.path("drain-logins.camel.yaml").toString())
                .contains("`unwrap` must be a JSON Pointer to the event, such as /detail");
    }

    private void unwrap(String pointer) throws IOException {
        routes.edit("drain-logins.camel.yaml", "ref: maskroute-json", "ref: maskroute-json-logins")
                .edit("drain-logins.camel.yaml", "- beans:\n", """
                        - beans:
                            - name: maskroute-json-logins
                              type: io.github.maskroute.camel.StrictJsonDataFormat
                              properties:
                                unwrap: "%s"
                        """.formatted(pointer));
    }

    private CommandResult run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--routes", routes.folder().toString()));
        return new Commands(folder).run(all.toArray(String[]::new));
    }
}
