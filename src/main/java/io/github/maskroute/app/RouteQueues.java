package io.github.maskroute.app;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.PolledQueues;
import io.github.maskroute.camel.reload.FolderRoutesCollector;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.sqs.OfflineSqsClient;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Reads which queues the routes of a folder poll. Needs no services and no keys. */
public final class RouteQueues {

    private RouteQueues() {}

    /**
     * The queues of the routes in {@code maskroute.routes}, with these settings.
     *
     * @throws ConfigurationException if it is not a folder, its files cannot be read, or no route polls a queue
     */
    public static List<PolledQueue> of(Settings settings) {
        Path folder = settings.routes().existingFolder();
        try (DefaultCamelContext context = context(settings)) {
            PluginHelper.getRoutesLoader(context).loadRoutes(
                    new FolderRoutesCollector(folder).findRouteResourcesFromDirectory(context, null, null));
            List<PolledQueue> polled = PolledQueues.in(context);
            if (polled.isEmpty()) {
                throw new ConfigurationException("no route in the folder of setting maskroute.routes polls a queue");
            }
            return polled;
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigurationException("the route files of setting maskroute.routes cannot be read (" + e.getClass().getSimpleName()
                    + "); `maskroute check` says where");
        }
    }

    /** Never started: the route files are read, and no route is built. */
    private static DefaultCamelContext context(Settings settings) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(RoutesContext.placeholders(settings));
        context.getPropertiesComponent().setInitialProperties(settings.others());
        context.getRegistry().bind("maskroute-sqs-client", new OfflineSqsClient());
        context.getRegistry().bind("maskroute-data-source", new SimpleDriverDataSource());
        context.getRegistry().bind("maskroute-keys", (MaskingKeys) () -> {
            throw new IllegalStateException("this context masks nothing");
        });
        return context;
    }
}
