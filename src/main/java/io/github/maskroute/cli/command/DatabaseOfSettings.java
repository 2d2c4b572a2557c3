package io.github.maskroute.cli;

import io.github.maskroute.Settings;
import io.github.maskroute.db.Database;

/** The database that the settings name, for commands. */
final class DatabaseOfSettings {

    private DatabaseOfSettings() {}

    /** @throws io.github.maskroute.StartException if none is named */
    static Database open(Settings settings) {
        return new Database(settings.get("maskroute.db.url"), settings.get("maskroute.db.user"), settings.get("maskroute.db.password"), 1);
    }
}
