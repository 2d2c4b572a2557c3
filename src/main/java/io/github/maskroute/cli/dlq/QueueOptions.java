package io.github.maskroute.cli.dlq;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select a dead-letter queue, if the routes have several. */
public final class QueueOptions {

    @Option(names = "--route", paramLabel = "ROUTE",
            description = "Letters of this route, for example drain-logins, in its dead-letter queue. Default: letters of all routes"
                    + " that share the queue.")
    private @Nullable String route;

    @Option(names = "--queue", paramLabel = "NAME",
            description = "The name of the dead-letter queue. Default: the only queue; `dlq list` and `dlq show` read all queues.")
    private @Nullable String queue;

    private @Nullable String defaultRoute;

    /** Makes the queue of the route {@code drain-TYPE} the default, if that route exists. */
    public QueueOptions defaultToType(String type) {
        defaultRoute = routeOf(type);
        return this;
    }

    /** The id of the route that {@code maskroute new} writes for a type. */
    public static String routeOf(String type) {
        return "drain-" + type;
    }

    /** The selected route. */
    Optional<String> route() {
        return Optional.ofNullable(route);
    }

    /**
     * Returns the routes that send to the selected queue.
     *
     * @param polled the queues of all routes
     * @throws CommandException if no queue matches, or several do
     */
    List<PolledQueue> one(List<PolledQueue> polled) {
        List<List<PolledQueue>> queues = matching(polled);
        if (queues.size() > 1) {
            throw new CommandException(ExitCode.SETTINGS, "the routes have several dead-letter queues; choose one with --queue NAME: "
                    + joined(polled, each -> each.deadLetters().shown()) + "; or with --route ROUTE: "
                    + joined(polled, PolledQueue::route));
        }
        return queues.get(0);
    }

    /**
     * Returns, for each matching queue, the routes that send to it.
     *
     * @param polled the queues of all routes
     * @throws CommandException if no queue matches
     */
    List<List<PolledQueue>> matching(List<PolledQueue> polled) {
        boolean isDefault = route == null && queue == null && polled.stream().anyMatch(each -> each.route().equals(defaultRoute));
        List<PolledQueue> selected = polled.stream()
                .filter(each -> isDefault ? each.route().equals(defaultRoute) : isSelected(each)).toList();
        List<String> names = selected.stream().map(each -> each.deadLetters().name()).distinct().toList();
        if (names.isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS, "no route that polls a queue matches; the routes are "
                    + joined(polled, each -> each.route() + " with the dead-letter queue " + each.deadLetters().shown()));
        }
        return names.stream().map(name -> polled.stream().filter(each -> each.deadLetters().name().equals(name)).toList()).toList();
    }

    private boolean isSelected(PolledQueue polled) {
        return (route == null || route.equals(polled.route()))
                && (queue == null || queue.equals(polled.deadLetters().shown()) || queue.equals(polled.deadLetters().name()));
    }

    private static String joined(List<PolledQueue> polled, Function<PolledQueue, String> name) {
        return polled.stream().map(name).distinct().collect(Collectors.joining(", "));
    }
}
