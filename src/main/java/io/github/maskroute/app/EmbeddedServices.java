package io.github.maskroute.app;

import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.devservices.DevServices;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The embedded services that the settings ask for. */
record EmbeddedServices(Settings given) {

    private static final Path FOLDER = Path.of("target", "dev-services");

    boolean wanted() {
        return given.embedsQueue() || given.embedsDatabase();
    }

    /** For the log. */
    String words() {
        return "the embedded " + (given.embedsQueue() ? given.embedsDatabase() ? "queue and database" : "queue" : "database")
                + (given.embedsDatabase() ? "; the first start unpacks PostgreSQL" : "");
    }

    /** @throws ConfigurationException if their libraries are not there */
    DevServices start() {
        try {
            return DevServices.start(
                    given.embedsQueue() ? Optional.of(given.number("maskroute.dev-services.queue-port")) : Optional.empty(),
                    given.embedsDatabase() ? Optional.of(given.number("maskroute.dev-services.db-port")) : Optional.empty(),
                    FOLDER);
        } catch (NoClassDefFoundError e) {
            String key = given.embedsQueue() ? "maskroute.queue.region" : "maskroute.db.url";
            throw new ConfigurationException("setting " + key + " is missing: set it (for a queue other than AWS's, maskroute.queue.endpoint);"
                    + " the libraries of the embedded services are not on the class path, as they are with mvn compile camel:run");
        }
    }

    /** The settings that lead to them. */
    Settings with(DevServices services) {
        Map<String, String> settings = services.settings();
        if (given.namesKeys()) {
            settings.remove("maskroute.mask.keyset");
        }
        return given.with(settings);
    }
}
