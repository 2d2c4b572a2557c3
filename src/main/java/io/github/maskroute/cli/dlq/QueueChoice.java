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

/** Which dead-letter queue a command is about, where the routes have several. */
public final class QueueChoice {

    @Option(names = "--route", paramLabel = "ROUTE",
            description = "Letters of this route, in its dead-letter queue, such as drain-logins. Default: of all that share a queue.")
    private @Nullable String route;

    @Option(names = "--queue", paramLabel = "NAME",
            description = "The dead-letter queue of this name. Default: the only one there is; list and show look through all.")
    private @Nullable String queue;

    private @Nullable String usual;

    /** The same; where nothing is chosen, the queue of a type's own route, {@code drain-TYPE}, if there is such a route. */
    public QueueChoice ofType(String type) {
        usual = routeOf(type);
        return this;
    }

    /** The route that a type has of its own. */
    public static String routeOf(String type) {
        return "drain-" + type;
    }

    /** The route that was chosen. */
    Optional<String> route() {
        return Optional.ofNullable(route);
    }

    /**
     * The routes that send to the queue that was chosen.
     *
     * @param polled all there are
     * @throws CommandException if there is no such queue, or none was chosen of several
     */
    List<PolledQueue> of(List<PolledQueue> polled) {
        List<List<PolledQueue>> queues = each(polled);
        if (queues.size() > 1) {
            throw new CommandException(ExitCode.SETTINGS, "the routes have several dead-letter queues; choose one with --queue NAME: "
                    + words(polled, each -> each.deadLetters().shown()) + "; or with --route ROUTE: " + words(polled, PolledQueue::route));
        }
        return queues.get(0);
    }

    /**
     * The routes that send to the queue that was chosen, or, if none was, to each that there is.
     *
     * @param polled all there are
     * @throws CommandException if there is no such queue
     */
    List<List<PolledQueue>> each(List<PolledQueue> polled) {
        boolean byType = route == null && queue == null && polled.stream().anyMatch(each -> each.route().equals(usual));
        List<PolledQueue> chosen = polled.stream().filter(each -> byType ? each.route().equals(usual) : isChosen(each)).toList();
        List<String> names = chosen.stream().map(each -> each.deadLetters().name()).distinct().toList();
        if (names.isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS, "no route like that polls a queue; there are "
                    + words(polled, each -> each.route() + " with the dead-letter queue " + each.deadLetters().shown()));
        }
        return names.stream().map(name -> polled.stream().filter(each -> each.deadLetters().name().equals(name)).toList()).toList();
    }

    private boolean isChosen(PolledQueue polled) {
        return (route == null || route.equals(polled.route()))
                && (queue == null || queue.equals(polled.deadLetters().shown()) || queue.equals(polled.deadLetters().name()));
    }

    private static String words(List<PolledQueue> polled, Function<PolledQueue, String> word) {
        return polled.stream().map(word).distinct().collect(Collectors.joining(", "));
    }
}
