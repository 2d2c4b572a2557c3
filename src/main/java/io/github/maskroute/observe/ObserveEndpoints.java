package io.github.maskroute.observe;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.HttpSettings;
import io.github.maskroute.outage.Outage;
import io.github.maskroute.schedule.Schedule;
import io.github.maskroute.sqs.QueueProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics, health and the status page from the first moment of a start. It only shows what it is given: others ask the services.
 *
 * <p>Safe for use by several threads.
 */
public final class ObserveEndpoints implements AutoCloseable {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Logger log = LoggerFactory.getLogger(ObserveEndpoints.class);
    private final PrometheusMeterRegistry meters = PrometheusNames.registry();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Health live = new Health();
    private final Health ready = new Health();
    private final ObserveServer server;
    private final StatusFigures figures;

    /** Parts of services that have a gauge. */
    private final Set<String> parts = ConcurrentHashMap.newKeySet();

    private volatile boolean started;

    /**
     * Listens at once.
     *
     * @param anyPort whether another port will do if the given one is taken
     * @throws ConfigurationException if it cannot listen where the settings say
     */
    public ObserveEndpoints(HttpSettings settings, boolean anyPort, Schedule schedule) {
        List.of(new ClassLoaderMetrics(), new JvmMemoryMetrics(), gc, new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics(),
                new FileDescriptorMetrics()).forEach(binder -> binder.bindTo(meters));
        flag("maskroute.schedule.open", "Whether it is time to poll: 1 or 0", schedule::isOpen);
        server = listen(settings.address(), anyPort);
        figures = new StatusFigures(meters, ready, live, schedule);
        server.serve("/status.json", () -> Page.json(200, figures.now()));
        Page page = Page.html("status.html");
        server.serve("/", () -> page);
        server.serve("/observe/metrics", () -> new Page(200, PROMETHEUS_TEXT, meters.scrape()));
        server.serve("/observe/health/live", live::page);
        server.serve("/observe/health/ready", ready::page);
        server.serve("/observe/health", ready::page);
        ready.add("start", () -> started ? Optional.empty() : Optional.of("the start is not done yet"));
    }

    private ObserveServer listen(InetSocketAddress address, boolean anyPort) {
        try {
            return new ObserveServer(address);
        } catch (IOException e) {
            if (!anyPort) {
                throw cannotListen(address);
            }
        }
        try {
            ObserveServer free = new ObserveServer(new InetSocketAddress(address.getAddress(), 0));
            log.warn("Port {} is taken: using {} instead.", address.getPort(), free.address().getPort());
            return free;
        } catch (IOException e) {
            throw cannotListen(address);
        }
    }

    private static ConfigurationException cannotListen(InetSocketAddress address) {
        return new ConfigurationException("settings maskroute.http.address and maskroute.http.port name port " + address.getPort()
                + ", which is taken, or no address of this machine: name others; for a second process on one host set"
                + " MASKROUTE_HTTP_PORT=0,"
                + " which is any free port");
    }

    /** The registry of all meters. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The URL of the status page. */
    public String url() {
        InetSocketAddress bound = server.address();
        InetAddress address = bound.getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/";
    }

    /** Adds a gauge that is 1 or 0. */
    public void flag(String name, String description, BooleanSupplier flag) {
        flag(name, description, Tags.empty(), flag);
    }

    private void flag(String name, String description, Tags tags, BooleanSupplier flag) {
        Gauge.builder(name, () -> flag.getAsBoolean() ? 1 : 0).description(description).tags(tags).register(meters);
    }

    /** Adds a condition of readiness. */
    public void requireForReady(String name, Supplier<Optional<String>> problem) {
        ready.add(name, problem);
    }

    /** Adds a condition of liveness. */
    public void requireForLive(String name, Supplier<Optional<String>> problem) {
        live.add(name, problem);
    }

    /** Shows the outages of a service: a gauge, and a condition of readiness. */
    public void watch(String service, Outage outage) {
        flag("maskroute.outage", "Whether the service is away or refuses: 1 or 0", Tags.of("service", service),
                () -> outage.description().isPresent());
        requireForReady(service, outage::description);
    }

    /** Shows outages that concern one queue or route; repeated calls for it change nothing. */
    public void watchPart(String service, Outage outage, String name) {
        if (parts.add(service + " " + name)) {
            Outage part = outage.part(name);
            flag("maskroute.part.outage", "Whether the service is away or refuses for this queue or route: 1 or 0",
                    Tags.of("service", service, "part", name), () -> part.since().isPresent());
        }
    }

    /** From now on the status page names SQS and database. */
    public void showPlaces(Supplier<Status.Places> places) {
        figures.show(places);
    }

    /** From now on the status page has figures; {@link #tick} must be called once a second. */
    public void showDrain(MessageMetrics metrics, Supplier<List<PolledQueue>> queues, QueueProbe probe, Supplier<List<?>> routes) {
        figures.show(metrics, queues, probe, routes);
    }

    /** Ends a second of the status page's history. */
    public void tick() {
        figures.tick();
    }

    /** The start is done: the drain is ready unless a condition fails. */
    public void started() {
        started = true;
    }

    @Override
    public void close() {
        server.close();
        gc.close();
        meters.close();
    }
}
