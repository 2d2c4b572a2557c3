package io.github.maskroute.app;

import io.github.maskroute.camel.CamelPath;
import io.github.maskroute.camel.DeadLetter;
import io.github.maskroute.camel.GroupCommit;
import io.github.maskroute.camel.reload.FileEncoding;
import io.github.maskroute.camel.reload.FolderRoutesCollector;
import io.github.maskroute.camel.reload.Redaction;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.RoutesSettings;
import io.github.maskroute.config.Settings;
import io.github.maskroute.outage.Outage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A CamelContext with the route files of the settings. Loaded, started and closed once each, in this order. */
final class RoutesContext implements AutoCloseable {

    private final Main main = new Main();
    private final Path folder;

    /**
     * Loads nothing yet.
     *
     * @param beans that the route files refer to and do not define, by name
     * @throws ConfigurationException if the settings name no folder with route files
     */
    RoutesContext(Settings settings, Map<String, Object> beans, Outage database) {
        this.folder = folder(settings.routes());
        main.setOverrideProperties(placeholders(settings));
        main.setInitialProperties(settings.others());
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setRoutesCollector(new FolderRoutesCollector(folder));
        beans.forEach(main::bind);
        main.bind(CamelPath.RESOLVER_BEAN, CamelPath.resolver());
        main.bind(GroupCommit.DATABASE_OUTAGE, database);
        beforeConfigure(context -> StartupRouteCheck.addTo(context, folder));
    }

    /** The settings for the placeholders of routes, with their folder in the form that Camel leaves as it is. */
    static Properties placeholders(Settings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.values());
        properties.put("maskroute.routes", CamelPath.of(settings.routes().folder()));
        return properties;
    }

    /** The beans that route files refer to and do not define. */
    static Map<String, Object> beans(SqsClient sqs, DataSource dataSource, KeySource keys) {
        Map<String, Object> beans = new HashMap<>(
                Map.of("maskroute-sqs-client", sqs, "maskroute-data-source", dataSource, "maskroute-keys", keys));
        keys.bodySeal().ifPresent(seal -> beans.put(DeadLetter.SEAL_BEAN, seal));
        return beans;
    }

    private static Path folder(RoutesSettings settings) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.existingFolder(), "*.camel.yaml")) {
            if (!files.iterator().hasNext()) {
                throw new ConfigurationException("setting maskroute.routes names a folder without a .camel.yaml file");
            }
            return settings.folder();
        } catch (IOException | DirectoryIteratorException e) {
            throw new ConfigurationException("setting maskroute.routes names a folder that cannot be read");
        }
    }

    Path folder() {
        return folder;
    }

    void bind(String name, Object bean) {
        main.bind(name, bean);
    }

    /** Calls this with the new context, before the context is configured. */
    void beforeConfigure(Consumer<CamelContext> setUp) {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                setUp.accept(starting.getCamelContext());
            }
        });
    }

    /** Starts no route by itself: the caller does. */
    void withoutAutoStartup() {
        main.configure().setAutoStartup(false);
    }

    /**
     * Reads the route files.
     *
     * @return the context, with all routes and none of them built
     * @throws ConfigurationException if a file is malformed
     */
    CamelContext load() {
        FileEncoding.problemIn(folder).ifPresent(problem -> {
            throw new ConfigurationException(problem.toString());
        });
        run(main::init);
        return context();
    }

    /** @throws ConfigurationException if a route, or what it needs, does not start */
    void start() {
        run(main::start);
    }

    /**
     * Runs a step of the start that reads the routes.
     *
     * @throws ConfigurationException if it fails, without values of settings
     */
    void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** The exception for a start that failed, without the values of settings that the cause may quote. */
    ConfigurationException failure(Exception cause) {
        return new ConfigurationException(
                StartFailure.description(cause, message -> Redaction.withoutSecrets(message, context(), folder)));
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
