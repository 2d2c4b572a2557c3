package io.github.maskroute.app;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.DeadLetter;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.LogContext;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.reload.FileEncoding;
import io.github.maskroute.camel.reload.FolderRoutesCollector;
import io.github.maskroute.camel.reload.Redaction;
import io.github.maskroute.camel.reload.RouteReloader;
import io.github.maskroute.camel.telemetry.CamelMeters;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CamelContext with the routes of the folder, and what edits of that folder do to them. Started and stopped once. */
final class Routes implements AutoCloseable {

    private final Logger log = LoggerFactory.getLogger(Routes.class);
    private final Main main = new Main();
    private final Services connections;
    private final Path folder;
    private final Map<String, Object> givenBeans;
    private volatile @Nullable MessageMetrics tally;

    /**
     * @param loaded is given the context with all routes before any is built
     * @throws ConfigurationException if the settings name no folder with route files
     */
    Routes(Services connections, MeterRegistry meters, Consumer<CamelContext> loaded) {
        this.connections = connections;
        this.folder = folder(connections.settings());
        this.givenBeans = givenBeans(connections);
        main.setOverrideProperties(connections.settings().forRoutes());
        main.setInitialProperties(connections.settings().others());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setRoutesCollector(new FolderRoutesCollector(folder));
        givenBeans.forEach(main::bind);
        main.bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        main.bind(GroupCommit.DATABASE_OUTAGE, connections.database().outage());
        main.bind("metricsRegistry", meters);
        main.bind("maskroute-log-context", new LogContext());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                CamelMeters.add(starting.getCamelContext(), meters);
                StartupRouteCheck.addTo(starting.getCamelContext(), folder);
            }

            @Override
            public void afterConfigure(BaseMainSupport starting) {
                loaded.accept(starting.getCamelContext());
            }
        });
    }

    /** @throws ConfigurationException if the settings name no folder with route files */
    static Path folder(Settings settings) {
        Path folder = Path.of(settings.get("maskroute.routes"));
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("setting maskroute.routes names no folder; it holds the .camel.yaml files");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            if (!files.iterator().hasNext()) {
                throw new ConfigurationException("setting maskroute.routes names a folder that holds no .camel.yaml file");
            }
            return folder;
        } catch (IOException | DirectoryIteratorException e) {
            throw new ConfigurationException("setting maskroute.routes names a folder that cannot be read");
        }
    }

    /** What the files need and do not make, also when they are tried. */
    private static Map<String, Object> givenBeans(Services connections) {
        Map<String, Object> beans = new HashMap<>(Map.of(
                "maskroute-sqs-client", connections.queue().forRoutes(),
                "maskroute-data-source", connections.database().dataSource(),
                "maskroute-keys", connections.keys()));
        connections.keys().bodySeal().ifPresent(seal -> beans.put(DeadLetter.SEAL_BEAN, seal));
        return beans;
    }

    /** Gives the context one bean more, before it starts. */
    void bind(String name, Object bean) {
        main.bind(name, bean);
    }

    /** @throws ConfigurationException if a route, or what it needs, does not start */
    void start() {
        FileEncoding.problemIn(folder).ifPresent(problem -> {
            throw new ConfigurationException(problem.toString());
        });
        try {
            main.start();
        } catch (RuntimeException e) {
            throw new ConfigurationException(ConfigurationException.words(e, message -> Redaction.withoutSecrets(message, context(), folder)));
        }
        tally = MessageMetrics.of(context());
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** What takes edits over; not started yet. */
    RouteReloader edits() {
        return new RouteReloader(context(), folder, givenBeans, connections.queue().receives());
    }

    /** What became of the messages, in words. */
    String done() {
        MessageMetrics counts = tally;
        return counts == null ? "nothing done" : counts.summary();
    }

    /** Stops polling, and finishes or leaves what was received. */
    @Override
    public void close() {
        connections.queue().stop();
        main.stop();
        log.info("Stopped: {}", done());
    }
}
