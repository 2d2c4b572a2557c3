package io.github.maskroute.app;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.DevServicesSettings;
import io.github.maskroute.config.Settings;
import io.github.maskroute.devservices.DevServices;
import io.github.maskroute.devservices.TrialKeys;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The embedded services that the settings ask for.
 *
 * @param wanted which, and on which ports
 */
record EmbeddedServices(DevServicesSettings wanted) {

    private static final Path FOLDER = Path.of("target", "dev-services");

    /** For the log. */
    String description() {
        return "the embedded " + (wanted.queue() ? wanted.database() ? "queue and database" : "queue" : "database")
                + (wanted.database() ? "; the first start unpacks PostgreSQL" : "");
    }

    /** @throws ConfigurationException if their libraries are not on the class path */
    DevServices start() {
        try {
            return DevServices.start(
                    wanted.queue() ? Optional.of(wanted.queuePort()) : Optional.empty(),
                    wanted.database() ? Optional.of(wanted.databasePort()) : Optional.empty(),
                    FOLDER);
        } catch (NoClassDefFoundError e) {
            String key = wanted.queue() ? "maskroute.queue.region" : "maskroute.db.url";
            throw new ConfigurationException("setting " + key
                    + " is missing: set it (for a queue other than AWS's, maskroute.queue.endpoint);"
                    + " the libraries of the embedded services are not on the class path, as they are with mvn compile camel:run");
        }
    }

    /** The settings with these services, and with trial keys where they name no keys. */
    static Settings in(Settings given, DevServices services) {
        Settings settings = services.queueEndpoint().map(endpoint -> given.withQueue(endpoint, DevServices.ACCESS_KEY)).orElse(given);
        if (services.databaseUrl().isEmpty()) {
            return settings;
        }
        Settings all = settings.withDatabase(services.databaseUrl().get(), DevServices.DATABASE_USER, DevServices.DATABASE_USER);
        return given.mask().namesKeys() ? all : all.withKeyset(TrialKeys.in(FOLDER));
    }
}
