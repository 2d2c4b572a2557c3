package io.github.maskroute.cli;

import io.github.maskroute.app.RouteCheck;
import io.github.maskroute.app.RouteQueues;
import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.app.SqsConnection;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.camel.reload.ValidationResult;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.KeysetOption;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checks of the services and files that the settings name, with their connections. For one thread. */
final class DoctorChecks implements AutoCloseable {

    private final Settings settings;
    private final ServiceFactory services;
    private final Clock clock = Clock.systemUTC();
    private final Database database;
    private @Nullable SqsConnection queue;

    /** @throws CommandException if the settings select embedded services, which do not exist yet */
    DoctorChecks(Settings settings) {
        if (settings.devServices().any()) {
            throw new CommandException(ExitCode.SETTINGS, "setting "
                    + (settings.devServices().queue() ? "maskroute.queue.region (or maskroute.queue.endpoint)" : "maskroute.db.url")
                    + " is missing; doctor checks an existing queue and database, not embedded ones");
        }
        this.settings = settings;
        this.services = new ServiceFactory(settings);
        this.database = services.database();
    }

    /** The checks in the order of their execution. */
    List<Check> all() {
        QueueChecks queues = new QueueChecks(settings.queue().endpoint(), () -> queue().plain(),
                routes().stream().map(route -> new QueueChecks.RouteQueueUrls(route.route(), () -> url(route, route.queue()),
                        () -> url(route, route.deadLetters()))).toList(),
                (int) settings.queue().visibilityTimeout().toSeconds(), clock);
        List<Check> checks = new ArrayList<>();
        checks.addAll(new FileChecks(settings.file(), settings.routes().folder()).all());
        checks.addAll(new KeyChecks(this::keys, keys -> services.eventTypes().masks(keys), this::opensSeal).all());
        checks.addAll(new DatabaseChecks(database.dataSource(), settings.database().url(), clock).all());
        checks.addAll(new SchemaChecks(database.dataSource(), settings.database().migrate(), database::pendingMigrations).all());
        checks.addAll(queues.all());
        checks.addAll(new LedgerChecks(database.dataSource(), settings.ledger().retention(),
                settings.ledger().pruneInterval(), queues.reachable(), queues::retention).all());
        checks.addAll(new RouteChecks(this::validate).all());
        return checks;
    }

    private ValidationResult validate(boolean offline) {
        return offline ? RouteCheck.offline(settings, Optional.empty()) : RouteCheck.online(settings, Optional.empty());
    }

    private boolean opensSeal() {
        return services.bodySeal().isPresent();
    }

    private Keyset keys() {
        return new KeysetOption().read(settings);
    }

    /** The queues of the routes, or those of the settings if the route files are invalid, which another check reports. */
    private List<PolledQueue> routes() {
        try {
            return RouteQueues.of(settings);
        } catch (ConfigurationException e) {
            return List.of(new PolledQueue("", new QueueName(settings.queue().name(), settings.queue().url()),
                    new QueueName(settings.deadLetters().queue(), settings.deadLetters().queueUrl())));
        }
    }

    private String url(PolledQueue route, QueueName name) {
        Backoff none = Backoff.none();
        return queue().find(name, route.route(), none).url().orElseThrow();
    }

    private SqsConnection queue() {
        if (queue == null) {
            queue = new SqsConnection(services);
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
