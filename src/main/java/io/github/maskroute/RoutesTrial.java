package io.github.maskroute;

import io.github.maskroute.camel.Findings;
import io.github.maskroute.camel.FolderTrial;
import io.github.maskroute.mask.MaskingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** The routes that the settings name, tried while nothing runs. Safe for use by several threads. */
public final class RoutesTrial {

    /** Of a queue that need not be there: the trial asks and sends nothing. */
    private static final String NO_QUEUE = "https://sqs.invalid/0/none";

    private final Settings settings;
    private final Map<String, Object> beans;

    /** @param dataSource whose rows are rolled back */
    public RoutesTrial(Settings settings, MaskingKeys keys, Queue queue, DataSource dataSource) {
        this.settings = settings;
        this.beans = Map.of("maskroute-sqs-client", queue.plain(), "maskroute-data-source", dataSource, "maskroute-keys", keys);
    }

    /**
     * Builds the routes and takes a sample through mask and, in a transaction that is rolled back, statement.
     *
     * @param offline leaves the statements out
     * @throws IOException if the trial cannot be ended
     */
    public Findings check(boolean offline) throws IOException {
        Properties properties = new Properties();
        properties.put("maskroute.queue.url", NO_QUEUE);
        properties.put("maskroute.dead-letter.queue-url", NO_QUEUE);
        properties.putAll(settings.values());
        return new FolderTrial(component -> {
            component.setLocation("file:" + settings.file());
            component.setOverrideProperties(properties);
        }, beans, offline).check(Path.of(settings.get("maskroute.routes")));
    }
}
