package io.github.maskroute.cli.command;

import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;

/** The database that the settings name, for commands. */
public final class DatabaseOfSettings {

    private DatabaseOfSettings() {}

    /** @throws io.github.maskroute.config.ConfigurationException if none is named */
    public static Database open(Settings settings) {
        return new Database(settings.get("maskroute.db.url"), settings.get("maskroute.db.user"), settings.get("maskroute.db.password"), 1);
    }
}
