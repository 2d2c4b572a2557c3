package io.github.maskroute;

import io.github.maskroute.camel.FolderRoutes;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.PolledQueues;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Reads which queues the routes of a folder poll, without a drain, a queue, a database or keys. */
public final class RouteQueues {

    private RouteQueues() {}

    /**
     * The queues of the routes in {@code maskroute.routes}, with these settings.
     *
     * @throws StartException if that is no folder, its files cannot be read, or no route polls a queue
     */
    public static List<PolledQueue> of(Settings settings) {
        Path folder = Path.of(settings.get("maskroute.routes"));
        if (!Files.isDirectory(folder)) {
            throw new StartException("setting maskroute.routes names no folder; it holds the .camel.yaml files");
        }
        try (DefaultCamelContext context = context(settings)) {
            PluginHelper.getRoutesLoader(context).loadRoutes(new FolderRoutes(folder).findRouteResourcesFromDirectory(context, null, null));
            List<PolledQueue> polled = PolledQueues.in(context);
            if (polled.isEmpty()) {
                throw new StartException("no route in the folder of setting maskroute.routes polls a queue");
            }
            return polled;
        } catch (StartException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the route files of setting maskroute.routes cannot be read (" + e.getClass().getSimpleName()
                    + "); `maskroute check` says where");
        }
    }

    /** It never starts: the routes are read, and none is built. */
    private static DefaultCamelContext context(Settings settings) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(settings.forRoutes());
        context.getPropertiesComponent().setInitialProperties(settings.others());
        context.getRegistry().bind("maskroute-sqs-client", new UnaskedSqs());
        context.getRegistry().bind("maskroute-data-source", new SimpleDriverDataSource());
        context.getRegistry().bind("maskroute-keys", (MaskingKeys) () -> {
            throw new IllegalStateException("nothing is masked here");
        });
        return context;
    }
}
