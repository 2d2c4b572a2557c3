package io.github.maskroute.app;

import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;

/**
 * What the settings name, connected.
 *
 * @param settings with those of embedded services in place
 */
record Services(Settings settings, KeySource keys, SqsConnection queue, Database database) {}
