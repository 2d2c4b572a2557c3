package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Edits that store each event once but less of its data than before. */
class AcceptedLossesIT {

    private static final String SCHEMA = "logins/logins-event.schema.json";
    private static final String SAMPLE = "logins/logins-event.sample.json";
    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String ACCEPTANCE = "accept-loss.txt";
    private static final String MASKED = ", \"x-mask\": \"address\"";
    private static final String IP = "event ->> 'ip',";
    private static final String NO_IP = "drain-logins no longer masks ip, nor fills user_logins.masked_ip; to confirm the loss, list in "
            + "accept-loss.txt in the routes folder, one per line: ip, user_logins.masked_ip";

    private final RouteFiles routes = new RouteFiles();

    @Test
    void shouldRefuseAnEditThatLosesAField() {
        try (TestDrain drain = started()) {
            loseIp();
            awaitLog(drain, routes.path(SCHEMA) + ":?: " + NO_IP);
            assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(drain.page("observe/health/ready").body()).contains(NO_IP);
            assertThat(drain.page("status.json").body()).contains(NO_IP);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT 1 FROM user_logins WHERE masked_ip IS NULL")).isEmpty();
        }
    }

    /** The sample in force has a field that the edited sample omits. */
    @Test
    void shouldRefuseALossThatAnEditedSampleHides() {
        try (TestDrain drain = started()) {
            routes.edit(SAMPLE, "  \"locale\": \"DE\",\n", "").edit(STATEMENT, "event ->> 'locale'", "NULL");
            awaitLog(drain, "drain-logins no longer fills user_logins.locale;");
            routes.edit(STATEMENT, "NULL", "event ->> 'locale'");
            awaitLog(drain, "logins-event.sample.json is edited and in force");
            awaitLog(drain, "the sample of drain-logins no longer fills user_logins.locale");
        }
    }

    @Test
    void shouldReloadAConfirmedLossOnce() throws IOException {
        try (TestDrain drain = started()) {
            loseIp();
            awaitLog(drain, NO_IP);
            Files.writeString(routes.path(ACCEPTANCE), "ip\n");
            await().atMost(TestDrain.PATIENCE).until(() -> times(drain, NO_IP) == 2);
            Files.writeString(routes.path(ACCEPTANCE), "ip # we do not need it\n\nuser_logins.masked_ip\n");
            awaitLog(drain, SCHEMA + " is edited and in force");
            awaitLog(drain, "drain-logins no longer masks ip, nor fills user_logins.masked_ip, as accept-loss.txt confirms");
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            assertThat(drain.rows("SELECT 1 FROM user_logins WHERE masked_ip IS NULL")).hasSize(1);
            assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(200);

            routes.edit(SCHEMA, "\"maxLength\": 128 },\n    \"locale\"", "\"maxLength\": 128" + MASKED + " },\n    \"locale\"")
                    .edit(STATEMENT, "NULL,", IP);
            await().atMost(TestDrain.PATIENCE).until(() -> times(drain, SCHEMA + " is edited and in force") == 2);
            loseIp();
            awaitLog(drain, NO_IP + " (the file is valid for one edit, and its text is used or older");
            Files.writeString(routes.path(ACCEPTANCE), "ip # once more\nuser_logins.masked_ip\n");
            await().atMost(TestDrain.PATIENCE).until(() -> times(drain, SCHEMA + " is edited and in force") == 3);
        }
    }

    private void loseIp() {
        routes.edit(SCHEMA, MASKED, "").edit(STATEMENT, IP, "NULL,");
    }

    private static long times(TestDrain drain, String words) {
        return drain.log().lines().filter(line -> line.contains(words)).count();
    }

    private TestDrain started() {
        return new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start();
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
