package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.db.Database;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A setup as the manual recommends it, with a login that has only the privileges of a drain, and {@code maskroute doctor}. */
final class DoctorFixture implements AutoCloseable {

    final TestDrain drain = new TestDrain();
    private final Commands commands;

    /** @param folder for the settings */
    DoctorFixture(Path folder) {
        commands = new Commands(folder);
        settings().forEach(commands::with);
        execute("maskroute_admin");
        try (Database database = new Database(drain.jdbcUrl(), "maskroute_admin", "x", 1)) {
            database.migrate(new Backoff(Duration.ofSeconds(1)));
        }
        execute("maskroute_drain");
    }

    /** The settings of the setup. */
    Map<String, String> settings() {
        Map<String, String> settings = drain.settings();
        settings.put("maskroute.db.user", "maskroute_drain");
        settings.put("maskroute.db.password", "x");
        settings.put("maskroute.db.migrate", "false");
        settings.put("maskroute.mask.keyset", TrialKeys.in(Services.FOLDER).toAbsolutePath().toString());
        return settings;
    }

    DoctorFixture with(String key, Object value) {
        commands.with(key, value);
        return this;
    }

    CommandResult doctor(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return commands.run(arguments);
    }

    /** Asserts the state and text of a check, and the exit code. */
    void finds(String state, String check, String... expected) {
        CommandResult result = doctor();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).filteredOn(found -> found.matches("\\w+ +" + check + "  .*")).singleElement().asString()
                .startsWith(state).satisfies(line -> assertThat(expected).allMatch(line::contains));
        boolean failed = result.lines().stream().anyMatch(found -> found.startsWith("fail "));
        assertThat(failed).as(result.out()).isEqualTo(result.exit() == ExitCode.NOT_WELL.code());
        assertThat(result.exit()).isIn(ExitCode.NOT_WELL.code(), ExitCode.OK.code());
    }

    private void execute(String role) {
        try {
            drain.execute(Files.readString(Path.of("src/main/sql", role + ".sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        drain.close();
    }
}
