package io.github.maskroute.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.faults.FaultProxy;
import io.github.maskroute.testing.RouteFiles;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readiness of an idle drain while a service or file is missing, and after it is back. */
class HealthIT {

    @Test
    void shouldNoticeAnUnreachableDatabaseWithoutWork() throws IOException {
        String jdbcUrl = Services.get().newDatabase();
        try (FaultProxy database = new FaultProxy(URI.create(jdbcUrl.substring("jdbc:".length())).getPort());
                TestDrain drain = new TestDrain(
                        "", Map.of("maskroute.db.url", jdbcUrl.replaceFirst(":\\d+/", ":" + database.port() + "/")))) {
            drain.start();
            awaitReady(drain, 200);

            database.cut();

            awaitReady(drain, 503);
            assertThat(drain.page("observe/health/ready").body()).contains("\"name\":\"database\"", "is away since");
            assertThat(drain.metric("maskroute_outage{service=\"database\"}")).isEqualTo(1);
            assertThat(drain.page("observe/health/live").statusCode()).isEqualTo(200);
            assertThat(drain.page("status.json").body()).contains("\"state\":\"waiting\"");

            database.open();
            awaitReady(drain, 200);
            assertThat(drain.log().lines().filter(line -> line.contains("The database is away"))).hasSize(1);
            assertThat(drain.log().lines().filter(line -> line.contains("The database is back"))).hasSize(1);
        }
    }

    @Test
    void shouldNoticeMissingKeysWhileTheLastOnesStayInForce(@TempDir Path folder) throws IOException {
        Path keys = copyOf(TrialKeys.in(Services.FOLDER), folder.resolve("keys"));
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.mask.keyset", keys.toString())).start()) {
            awaitReady(drain, 200);
            Path hmac = keys.resolve("hmac.json");
            byte[] content = Files.readAllBytes(hmac);
            Files.delete(hmac);

            awaitReady(drain, 503);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);

            Files.write(hmac, content);
            Files.setPosixFilePermissions(hmac, PosixFilePermissions.fromString("rw-------"));
            awaitReady(drain, 200);
        }
    }

    @Test
    void shouldReportARefusedEditUntilItIsCorrected() {
        RouteFiles routes = new RouteFiles();
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start()) {
            awaitReady(drain, 200);
            String place = routes.place("drain-logins.camel.yaml", "convertBodyTo");
            routes.edit("drain-logins.camel.yaml", "convertBodyTo", "convertBodyUnto");

            awaitReady(drain, 503);
            assertThat(drain.page("observe/health/ready").body()).contains(inJson(place));
            assertThat(drain.metric("maskroute_edit_refused")).isEqualTo(1);
            assertThat(drain.page("observe/health/live").statusCode()).isEqualTo(200);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);

            routes.edit("drain-logins.camel.yaml", "convertBodyUnto", "convertBodyTo");
            awaitReady(drain, 200);
            assertThat(drain.metric("maskroute_edit_refused")).isZero();
        }
    }

    @Test
    void shouldReportMissingFilesUntilTheyAreBack() throws IOException {
        RouteFiles routes = new RouteFiles();
        Path statement = routes.path("logins/insert-user-logins.sql");
        Path aside = routes.folder().resolveSibling(routes.folder().getFileName() + "-aside");
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString())).start()) {
            awaitReady(drain, 200);
            String text = Files.readString(statement);
            Files.delete(statement);
            awaitReady(drain, 503);
            assertThat(drain.page("observe/health/ready").body()).contains(inJson(statement
                    + " is missing; its last version stays in force"));
            assertThat(drain.metric("maskroute_edit_refused")).isEqualTo(1);
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            Files.writeString(statement, text);
            awaitReady(drain, 200);

            Files.move(routes.folder(), aside);
            awaitReady(drain, 503);
            assertThat(drain.page("observe/health/ready").body()).contains(inJson(routes.folder() + " cannot be read"));
            await().during(Duration.ofSeconds(2)).until(() -> lines(drain, " cannot be read; ") == 1);
            Files.move(aside, routes.folder());
            awaitReady(drain, 200);
            assertThat(lines(drain, " is missing; ")).isEqualTo(1);
            assertThat(lines(drain, " is back.")).isEqualTo(1);
            assertThat(lines(drain, " can be read again.")).isEqualTo(1);
        }
    }

    private static long lines(TestDrain drain, String words) {
        return drain.log().lines().filter(line -> line.contains(words)).count();
    }

    private static String inJson(String text) {
        return text.replace("\"", "\\\"");
    }

    private static void awaitReady(TestDrain drain, int status) {
        await("readiness is " + status).atMost(TestDrain.PATIENCE)
                .untilAsserted(() -> assertThat(drain.page("observe/health/ready").statusCode()).isEqualTo(status));
    }

    private static Path copyOf(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }
}
