package io.github.maskroute.app;

import io.github.maskroute.camel.reload.FolderValidator;
import io.github.maskroute.config.ConfigurationException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/** Stops the start of a context whose routes would lose or leak records. */
record StartupRouteCheck(Path folder) implements StartupListener {

    /** Adds the check to a context that is not started yet. */
    static void addTo(CamelContext context, Path folder) {
        try {
            context.addStartupListener(new StartupRouteCheck(folder));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        FolderValidator.problemsAtStart(context, folder).stream().findFirst().ifPresent(problem -> {
            throw new ConfigurationException(problem + "; correct or restore the route file");
        });
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Checked before the start.
    }
}
