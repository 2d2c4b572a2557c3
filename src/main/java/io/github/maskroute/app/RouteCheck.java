package io.github.maskroute.app;

import io.github.maskroute.camel.reload.FolderValidator;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.devservices.TrialKeys;
import io.github.maskroute.sqs.OfflineSqsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Validates the routes folder as a running drain validates edits. Needs no drain and no queue. */
public final class RouteCheck {

    private RouteCheck() {}

    /**
     * Checks the folder {@code maskroute.routes} with these settings, without a database.
     *
     * @param before folder of the version that it replaces, to find what the change loses
     * @throws ConfigurationException if one of them is not a folder
     */
    public static ValidationResult offline(Settings settings, Optional<Path> before) {
        return check(settings, before, new SimpleDriverDataSource(), true);
    }

    /**
     * Checks the folder {@code maskroute.routes} with these settings on their database. Nothing is committed.
     *
     * @param before folder of the version that it replaces, to find what the change loses
     * @throws ConfigurationException if one of them is not a folder, or no database is named
     */
    public static ValidationResult online(Settings settings, Optional<Path> before) {
        try (Database database = new ServiceFactory(settings).database()) {
            return check(settings, before, database.dataSource(), false);
        }
    }

    private static ValidationResult check(Settings settings, Optional<Path> before, DataSource dataSource, boolean offline) {
        Path folder = settings.routes().existingFolder();
        if (before.filter(other -> !Files.isDirectory(other)).isPresent()) {
            throw new ConfigurationException("the version to compare with is not a folder; name the folder of its .camel.yaml files");
        }
        try {
            Path ownKeys = Files.createTempDirectory("maskroute-check");
            try (KeySource keys = new KeySource(new ServiceFactory(
                    settings.mask().namesKeys() ? settings : settings.withKeyset(TrialKeys.in(ownKeys))))) {
                Map<String, Object> beans = RoutesContext.beans(new OfflineSqsClient(), dataSource, keys);
                return new FolderValidator((properties, first) -> {
                    properties.setOverrideProperties(properties(settings, first));
                    properties.setInitialProperties(settings.others());
                }, beans, offline).check(folder, before);
            } finally {
                delete(ownKeys);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties properties(Settings settings, Properties first) {
        Properties properties = RoutesContext.placeholders(settings);
        properties.putAll(first);
        return properties;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
