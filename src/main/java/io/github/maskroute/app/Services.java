package io.github.maskroute;

import io.github.maskroute.db.Database;

/**
 * What the settings name, connected.
 *
 * @param settings with those of embedded services in place
 */
record Connections(Settings settings, KeySource keys, Queue queue, Database database) {}
