package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of routes, schemas, statements and tables that doctor finds by processing a sample. */
class DoctorRoutesIT {

    private static final Path SHIPPED = Path.of("routes");

    @TempDir
    private Path folder;

    private Path routes;
    private DoctorFixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        routes = folder.resolve("routes");
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, routes.resolve(SHIPPED.relativize(file)));
            }
        }
        fixture = new DoctorFixture(folder).with("maskroute.routes", routes);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void shouldFailOnStatementThatStoresNothingOrTwiceOrFails() throws IOException {
        edit("logins/insert-user-logins.sql", "AS version (v)", "AS version (v) WHERE false");
        fixture.finds("fail", "dry message", "insert-user-logins.sql:", "the sample adds no row to any table");
        edit("logins/insert-user-logins.sql", "FROM new,", "FROM new RIGHT JOIN (SELECT 1) AS always ON true,");
        fixture.finds("fail", "dry message", "insert-user-logins.sql:", "is stored again when it is redelivered");
        edit("logins/insert-user-logins.sql", "FROM new,", "FROM knew,");
        fixture.finds("fail", "dry message", "insert-user-logins.sql:", "SQLState 42P01");
    }

    @Test
    void shouldFailOnRouteThatCannotBeBuilt() throws IOException {
        edit("drain-logins.camel.yaml", "greedy: true", "gready: true");
        fixture.finds("fail", "routes", "drain-logins.camel.yaml:", "gready");
        fixture.finds("skip", "dry message", "needs `routes`");
    }

    @Test
    void shouldFailOnInvalidSchema() throws IOException {
        edit("logins/logins-event.schema.json", "\"type\": \"object\"", "\"type\": \"objekt\"");
        fixture.finds("fail", "routes", "logins-event.schema.json:");
    }

    @Test
    void shouldWarnOfMissingSample() throws IOException {
        Files.delete(routes.resolve("logins/logins-event.sample.json"));
        fixture.finds("warn", "dry message", "no logins-event.sample.json", "add a sample to each schema");
    }

    @Test
    void shouldFailOnConstraintThatRejectsEveryRow() {
        fixture.drain.execute("ALTER TABLE user_logins ADD tenant text NOT NULL");
        fixture.finds("fail", "dry message", "SQLState 23502");
        assertThat(fixture.drain.rows("SELECT * FROM processed_message")).isEqualTo(List.of());
    }

    /** Edits the shipped file. */
    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(SHIPPED.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(routes.resolve(file), text.replace(from, to));
    }
}
