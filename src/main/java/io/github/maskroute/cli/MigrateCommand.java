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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Creates or updates the tables, for setups where the drain's login may not. */
@Exits({ExitCode.SETTINGS, ExitCode.DATABASE_AWAY, ExitCode.DATABASE_REFUSES})
@Command(name = "migrate", mixinStandardHelpOptions = true,
        description = {
    "Creates or updates the drain's tables, then the tables of event types by the files create-*.sql in their folders.",
    "The login of maskroute.db.user will own the tables."})
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings loaded = settings.load();
        List<Path> executed = new Waiting("creating or updating the tables").during(() -> migrated(loaded));
        PrintWriter out = spec.commandLine().getOut();
        out.println("The drain's tables are up to date.");
        executed.forEach(file -> out.println("Ran " + file));
        if (!executed.isEmpty()) {
            out.println("CREATE TABLE IF NOT EXISTS does not change an existing table; add a new column with ALTER TABLE.");
        }
        return ExitCode.OK.code();
    }

    private static List<Path> migrated(Settings settings) {
        try (Database database = new ServiceFactory(settings).database()) {
            Backoff none = Backoff.none();
            database.migrate(none);
            return TypeTables.make(database.dataSource(), settings.routes().folder(), none);
        }
    }
}
