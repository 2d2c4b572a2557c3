package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares edited files with the shipped ones on a real database. */
class LossCheckIT {

    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String SAMPLE = "logins/logins-event.sample.json";
    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String SELECTED = "SELECT event ->> 'user_id', event ->> 'device_type', event ->> 'ip',";

    private static String url;

    private final RouteFiles routes = new RouteFiles();

    @BeforeAll
    static void createTables() {
        url = Services.get().newDatabase();
        try (Database database = new Database(url, "postgres", "postgres", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "NULL", "''", "nullif(event ->> 'locale', event ->> 'locale')", "(SELECT event ->> 'device_type' FROM new WHERE false)"})
    void shouldFindAColumnThatAStatementLeavesEmpty(String expression) {
        routes.edit(STATEMENT, SELECTED, "SELECT event ->> 'user_id', " + expression + ", event ->> 'ip',");
        assertThat(lost()).startsWith(routes.path(STATEMENT) + ":?: drain-logins no longer fills user_logins.device_type; ");
        routes.edit(STATEMENT, "INTO user_logins\n", "INTO \"public\" . user_logins\n");
        assertThat(lost()).contains("drain-logins no longer fills user_logins.device_type; ");
    }

    @Test
    void shouldFindAColumnThatAStatementDoesNotName() {
        routes.edit(STATEMENT, "(user_id, device_type, masked_ip,", "(user_id, device_type,")
                .edit(STATEMENT, SELECTED, "SELECT event ->> 'user_id', event ->> 'device_type',");
        assertThat(lost()).contains("drain-logins no longer fills user_logins.masked_ip; ");
    }

    @Test
    void shouldFindATableThatIsNoLongerFilled() {
        Services.execute(url, "CREATE TABLE others (LIKE user_logins)");
        routes.edit(STATEMENT, "INTO user_logins\n", "INTO others\n");
        assertThat(lost()).contains("user_logins.masked_device_id, user_logins.masked_ip").doesNotContain("others");
    }

    @Test
    void shouldFindARemovedOrRenamedProperty() {
        routes.edit(SCHEMA, "\"locale\": {", "\"language\": {");
        assertThat(lost()).startsWith(routes.path(SCHEMA) + ":?: drain-logins no longer stores locale, nor fills user_logins.locale; ");
        routes.edit(SAMPLE, "\"locale\":", "\"language\":").edit(STATEMENT, "event ->> 'locale'", "event ->> 'language'");
        assertThat(lost()).contains("drain-logins no longer stores locale, nor fills user_logins.locale; ");
    }

    @Test
    void shouldFindARemovedMaskingStep() {
        routes.edit(DRAIN, "- process:\n            ref: maskroute-mask-logins\n",
                "- bean:\n            beanType: java.lang.StringBuilder\n            method: toString\n");
        assertThat(lost()).startsWith(routes.path(DRAIN)
                + ":?: drain-logins no longer stores app_version, device_id, device_type, ip, locale, user_id, nor fills");
    }

    @Test
    void shouldFindNothingIfNothingIsLost() {
        routes.edit(STATEMENT, SELECTED, "SELECT 'x' || (event ->> 'user_id'), upper(event ->> 'device_type'), event ->> 'ip',")
                .edit(SCHEMA, "\"maxLength\": 256", "\"maxLength\": 255").edit(SAMPLE, "000-00-0001", "000-00-0002")
                .edit(SCHEMA, "\"minLength\": 1, \"maxLength\": 128 }", "\"minLength\": 1, \"maxLength\": 128, \"x-mask\": \"text\" }");
        assertThat(found("postgres").problems()).isEmpty();
    }

    @Test
    void shouldNoteThatColumnsAreInvisibleWithoutTemporaryTables() {
        String database = url.substring(url.lastIndexOf('/') + 1);
        Services.execute(url, """
                CREATE ROLE poor_%1$s LOGIN;
                REVOKE TEMPORARY ON DATABASE %1$s FROM PUBLIC;
                GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO poor_%1$s""".formatted(database));
        try {
            ValidationResult found = found("poor_" + database);
            assertThat(found.problems()).isEmpty();
            assertThat(found.notes()).singleElement().asString()
                    .contains("still fills all earlier columns: temporary tables cannot store the sample: SQLState 42501");
        } finally {
            Services.execute(url, "DROP OWNED BY poor_%1$s; DROP ROLE poor_%1$s".formatted(database));
        }
    }

    @Test
    void shouldCompareFilesOfOtherTypes() throws IOException {
        Files.move(routes.path(STATEMENT), routes.path("logins/insert.txt"));
        routes.edit(DRAIN, "logins/insert-user-logins.sql", "logins/insert.txt");
        RouteFiles before = new RouteFiles(RouteFiles.copyOf(routes.folder()));
        routes.edit("logins/insert.txt", SELECTED, "SELECT event ->> 'user_id', NULL, event ->> 'ip',");
        assertThat(RouteCheck.online(settings("postgres"), Optional.of(before.folder())).problems()).singleElement().asString()
                .contains("no longer fills user_logins.device_type; ");
    }

    private String lost() {
        List<Problem> problems = found("postgres").problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private ValidationResult found(String login) {
        return RouteCheck.online(settings(login), Optional.of(Path.of("routes")));
    }

    private Settings settings(String login) {
        return TestDrain.shipped(Map.of("maskroute.db.url", url, "maskroute.db.user", login, "maskroute.db.password", "postgres",
                "maskroute.queue.region", "eu-central-1", "maskroute.routes", routes.folder().toString()));
    }
}
