package io.github.maskroute.cli;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.app.RouteQueues;
import io.github.maskroute.app.SqsConnection;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.DatabaseOfSettings;
import io.github.maskroute.cli.command.EventTypesOption;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.dlq.SealOption;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.doctor.Check;
import io.github.maskroute.doctor.DatabaseChecks;
import io.github.maskroute.doctor.FileChecks;
import io.github.maskroute.doctor.KeyChecks;
import io.github.maskroute.doctor.LedgerChecks;
import io.github.maskroute.doctor.QueueChecks;
import io.github.maskroute.doctor.RouteChecks;
import io.github.maskroute.doctor.SchemaChecks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.outage.Backoff;
import io.github.maskroute.sqs.QueueName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of what the settings name, with the connections for it. For one thread. */
final class ChecksOfSettings implements AutoCloseable {

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Database database;
    private @Nullable SqsConnection queue;

    /** @throws CommandException if the services would be embedded ones, of which there is nothing to look at yet */
    ChecksOfSettings(Settings settings) {
        if (settings.embedsQueue() || settings.embedsDatabase()) {
            throw new CommandException(ExitCode.SETTINGS, "setting "
                    + (settings.embedsQueue() ? "maskroute.queue.region (or maskroute.queue.endpoint)" : "maskroute.db.url")
                    + " is missing; doctor looks at a queue and a database that are there, not at embedded ones");
        }
        this.settings = settings;
        this.database = DatabaseOfSettings.open(settings);
    }

    /** In the order in which to do them. */
    List<Check> all() {
        QueueChecks queues = new QueueChecks(settings.find("maskroute.queue.endpoint").map(URI::create), () -> queue().plain(),
                routes().stream().map(route -> new QueueChecks.RouteQueueUrls(route.route(), () -> url(route, route.queue()),
                        () -> url(route, route.deadLetters()))).toList(),
                settings.number("maskroute.queue.visibility-seconds"), clock);
        List<Check> checks = new ArrayList<>();
        checks.addAll(new FileChecks(settings.file(), Path.of(settings.get("maskroute.routes"))).all());
        checks.addAll(new KeyChecks(this::keys, keys -> EventTypesOption.read(settings).masks(keys), this::seals).all());
        checks.addAll(new DatabaseChecks(database.dataSource(), settings.get("maskroute.db.url"), clock).all());
        checks.addAll(new SchemaChecks(database.dataSource(), settings.flag("maskroute.db.migrate"), database::pendingMigrations).all());
        checks.addAll(queues.all());
        checks.addAll(new LedgerChecks(database.dataSource(), settings.retention(),
                Duration.ofMinutes(settings.number("maskroute.ledger.prune-minutes")), queues.reachable(), queues::retention).all());
        checks.addAll(new RouteChecks(this::tried).all());
        return checks;
    }

    private ValidationResult tried(boolean offline) {
        return offline ? RouteCheck.offline(settings, Optional.empty()) : RouteCheck.online(settings, Optional.empty());
    }

    private boolean seals() {
        boolean named = settings.find("maskroute.dead-letter.keyset").isPresent();
        if (named) {
            SealOption.required(settings);
        }
        return named;
    }

    private Keyset keys() {
        return new KeysetOption().read(settings);
    }

    /** Those of the settings where the files do not say: another check tells why. */
    private List<PolledQueue> routes() {
        try {
            return RouteQueues.of(settings);
        } catch (ConfigurationException e) {
            return List.of(new PolledQueue("", named("maskroute.queue.name", "maskroute.queue.url"),
                    named("maskroute.dead-letter.queue", "maskroute.dead-letter.queue-url")));
        }
    }

    private QueueName named(String nameKey, String urlKey) {
        return new QueueName(settings.get(nameKey), settings.find(urlKey));
    }

    private String url(PolledQueue route, QueueName name) {
        Backoff none = new Backoff(Duration.ZERO);
        none.stop();
        return queue().find(name, route.route(), none).url().orElseThrow();
    }

    private SqsConnection queue() {
        if (queue == null) {
            queue = new SqsConnection(settings);
        }
        return queue;
    }

    @Override
    public void close() {
        database.close();
        if (queue != null) {
            queue.close();
        }
    }
}
