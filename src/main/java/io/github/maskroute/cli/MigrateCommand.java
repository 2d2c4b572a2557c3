package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.Waiting;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.db.TypeTables;
import io.github.maskroute.outage.Backoff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tables, for set-ups where the drain itself may not make any. */
@Exits({ExitCode.SETTINGS, ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES})
@Command(name = "migrate", mixinStandardHelpOptions = true,
        description = {
    "Creates or updates the tables, as the login of maskroute.db.user, which will own them: those of the drain, then those of event types",
    "by the files create-*.sql in their folders."})
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings loaded = settings.load();
        List<Path> run = new Waiting("creating or updating the tables").during(() -> migrated(loaded));
        PrintWriter out = spec.commandLine().getOut();
        out.println("The drain's tables are up to date.");
        run.forEach(file -> out.println("Ran " + file));
        if (!run.isEmpty()) {
            out.println("CREATE TABLE IF NOT EXISTS leaves a table that is there as it is; a new column takes ALTER TABLE.");
        }
        return ExitCode.OK.code();
    }

    private static List<Path> migrated(Settings settings) {
        try (Database database = new ServiceFactory(settings).database()) {
            Backoff none = new Backoff(Duration.ZERO);
            none.stop();
            database.migrate(none);
            return TypeTables.make(database.dataSource(), settings.routes().folder(), none);
        }
    }
}
