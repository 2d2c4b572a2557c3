package io.github.maskroute.app;

import io.github.maskroute.camel.LogContext;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.camel.telemetry.CamelMeters;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a drain, and the reloading of their files. Loaded, started and closed once each, in this order. */
final class Routes implements AutoCloseable {

    private final Logger log = LoggerFactory.getLogger(Routes.class);
    private final SqsConnection queue;
    private final Map<String, Object> beans;
    private final RoutesContext context;
    private volatile @Nullable MessageMetrics metrics;

    /** @throws ConfigurationException if the settings name no folder with route files */
    Routes(Settings settings, KeySource keys, SqsConnection queue, Database database, MeterRegistry meters) {
        this.queue = queue;
        this.beans = RoutesContext.beans(queue.forRoutes(), database.dataSource(), keys);
        this.context = new RoutesContext(settings, beans, database.outage());
        context.bind("metricsRegistry", meters);
        context.bind("maskroute-log-context", new LogContext());
        context.beforeConfigure(starting -> CamelMeters.add(starting, meters));
    }

    /** Adds a bean, before the files are loaded. */
    void bind(String name, Object bean) {
        context.bind(name, bean);
    }

    /**
     * Reads the route files; no route is built yet.
     *
     * @throws ConfigurationException if a file is malformed
     */
    CamelContext load() {
        return context.load();
    }

    /**
     * Runs a step between loading and starting that reads the routes, whose exceptions may quote them with values of settings.
     *
     * @throws ConfigurationException if it fails, without values of settings
     */
    void run(Runnable step) {
        context.run(step);
    }

    /** @throws ConfigurationException if a route, or what it needs, does not start */
    void start() {
        context.start();
        metrics = MessageMetrics.of(context());
    }

    CamelContext context() {
        return context.context();
    }

    /** Reloads edited files; not started yet. */
    RouteReloader reloader() {
        return new RouteReloader(context(), context.folder(), beans, queue.receives());
    }

    /** How many messages were stored, were duplicates, or became dead letters. */
    String summary() {
        MessageMetrics counts = metrics;
        return counts == null ? "nothing done" : counts.summary();
    }

    /** Stops polling, and finishes or leaves what was received. */
    @Override
    public void close() {
        queue.stop();
        context.close();
        log.info("Stopped: {}", summary());
    }
}
