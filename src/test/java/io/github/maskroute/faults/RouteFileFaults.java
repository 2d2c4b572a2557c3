package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/** Route files that are edited with mistakes, and corrected. */
class RouteFileFaults {

    private static final String AGAIN = "are again those in force";
    private static final String QUEUE =
            "queueNameOrArn: \"{{maskroute.queue.name}}\"\n        queueUrl: \"{{?maskroute.queue.url}}\"";
    private static final String MASK = "        - process:\n            ref: maskroute-mask-logins\n";

    @Test
    void whileItRuns() {
        try (FaultRun run = new FaultRun("08.3", "route files edited with mistakes and corrected while the drain runs")) {
            Path routes = copyOfRoutes(run);
            EditedFile route = new EditedFile(routes.resolve("drain-logins.camel.yaml"));
            EditedFile statement = new EditedFile(routes.resolve("logins/insert-user-logins.sql"));
            EditedFile schema = new EditedFile(routes.resolve("logins/logins-event.schema.json"));
            EditedRun drain = new EditedRun(run);

            mistake(drain, route, "- unmarshal:", "- unmarschal:", "`unmarschal` is unknown in `steps`");
            mistake(drain, route, "to: direct:insert-user-logins", "to: direct:insert-logins", "no route starts at direct:insert-logins");
            mistake(drain, route, MASK, "", "`maskroute-commit-logins` would store what no step has masked");
            mistake(drain, statement, "FROM new, LATERAL", "FROM new CROSS JION LATERAL", "SQLState 42601");
            mistake(drain, schema, "\"type\": \"object\",", "\"type\": \"objekt\",", "logins-event.schema.json:5: ");

            String edited = statement.text().replace("-- Stores", "-- Edited. Stores");
            drain.mistake(() -> statement.write(edited.substring(0, edited.length() / 2)), "insert-user-logins.sql:");
            drain.good(() -> statement.write(edited), "insert-user-logins.sql is edited and in force");
            drain.good(() -> route.replace("greedy: true", "greedy: true # edited"), "drain-logins.camel.yaml is edited and in force");
            String text = route.text();
            mistake(drain, route, QUEUE, "queueNameOrArn: no-such-queue", "The specified queue does not exist");
            drain.mistake(() -> route.move(run.folder().resolve("away")), "drain-logins.camel.yaml is missing");
            drain.good(() -> route.write(text), "drain-logins.camel.yaml is back");
            drain.mistake(() -> new EditedFile(routes).move(run.folder().resolve("routes-away")), routes + " cannot be read");
            drain.good(() -> new EditedFile(run.folder().resolve("routes-away")).move(routes), routes + " can be read again");
            run.finish("%d mistakes logged once each, the last good version stayed in force".formatted(drain.end()));
        }
    }

    @Test
    void atTheStart() {
        try (FaultRun run = new FaultRun("08.4", "route files broken or missing at the start")) {
            Path routes = copyOfRoutes(run);
            EditedFile route = new EditedFile(routes.resolve("drain-logins.camel.yaml"));
            run.sendAll();
            String good = route.text();
            route.replace(good.substring(0, good.indexOf("- unmarshal:") + 5));
            assertRefused(run, "drain-logins.camel.yaml");
            route.replace(good);
            new EditedFile(routes).move(run.folder().resolve("routes-away"));
            assertRefused(run, "setting maskroute.routes does not name a folder");
            new EditedFile(run.folder().resolve("routes-away")).move(routes);
            run.start();
            run.finish("2 starts ended with exit code 1 and a line that names file or setting,"
                    + " and received nothing; after a correction it drained all");
        }
    }

    private static void mistake(EditedRun drain, EditedFile file, String from, String to, String line) {
        String good = file.text();
        drain.mistake(() -> file.replace(from, to), line);
        drain.good(() -> file.replace(good), AGAIN);
    }

    private static void assertRefused(FaultRun run, String words) {
        Packaged drain = run.launch();
        assertThat(drain.exitCode()).isEqualTo(1);
        assertThat(FaultRun.log(drain)).contains("ERROR", "Maskroute cannot start: ", words).doesNotContain("Running: ");
        assertThat(run.services().depth(run.services().queueUrl())).isEqualTo(FaultRun.EVENTS);
    }

    private static Path copyOfRoutes(FaultRun run) {
        Path routes = run.folder().resolve("routes");
        try {
            FileUtils.copyDirectory(Path.of("routes").toFile(), routes.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.with("maskroute.routes", routes.toString());
        return routes;
    }
}
