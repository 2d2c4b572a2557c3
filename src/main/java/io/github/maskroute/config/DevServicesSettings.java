package io.github.maskroute.config;

/**
 * Embedded services: {@code maskroute.dev-services*}.
 *
 * @param queue whether an embedded queue is wanted
 * @param database whether an embedded database is wanted
 * @param samples whether sample events are sent
 */
public record DevServicesSettings(boolean queue, boolean database, int queuePort, int databasePort, boolean samples) {

    public boolean any() {
        return queue || database;
    }

    /** Whether this is a trial run: everything is embedded. */
    public boolean all() {
        return queue && database;
    }
}
