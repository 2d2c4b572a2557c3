package io.github.maskroute.deadletter.tool;

import java.util.List;
import java.util.Optional;

/** The queues that letters of one dead-letter queue go back to: those of the routes that send there. Immutable. */
public record SourceQueues(List<Route> routes) {

    /**
     * A route that sends its dead letters there.
     *
     * @param id as letters name it
     * @param queueName of the queue that it polls
     */
    public record Route(String id, String queueName, SourceQueue queue) {}

    public SourceQueues {
        routes = List.copyOf(routes);
    }

    /** The one that a letter came by; empty if there are several and it names none. */
    public Optional<Route> of(Letter letter) {
        return routes.size() == 1 ? Optional.of(routes.get(0))
                : routes.stream().filter(route -> letter.attribute("route").filter(route.id::equals).isPresent()).findFirst()
                        .or(() -> routes.stream().filter(route -> letter.movedFrom().filter(route.queueName::equals).isPresent()).findFirst());
    }
}
