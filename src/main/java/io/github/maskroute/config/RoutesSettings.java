package io.github.maskroute.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Route files: {@code maskroute.routes*}.
 *
 * @param folder with the {@code .camel.yaml} files
 * @param reload whether edits take effect while the routes run
 */
public record RoutesSettings(Path folder, boolean reload) {

    /** @throws ConfigurationException if the folder does not exist */
    public Path existingFolder() {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException("setting maskroute.routes does not name a folder; name the folder of the .camel.yaml files");
        }
        return folder;
    }
}
