package io.github.maskroute.deadletter.tool;

import java.util.List;
import java.util.Optional;

/** The queues of the routes that send dead letters to one dead-letter queue. Letters are redriven to them. Immutable. */
public record SourceQueues(List<SourceRoute> routes) {

    /**
     * A route that sends its dead letters to this queue.
     *
     * @param id the route id in letters
     * @param queueName name of the queue that the route polls
     */
    public record SourceRoute(String id, String queueName, SourceQueue queue) {}

    public SourceQueues {
        routes = List.copyOf(routes);
    }

    /** The route of a letter; empty if there are several and the letter names none. */
    public Optional<SourceRoute> of(Letter letter) {
        return routes.size() == 1 ? Optional.of(routes.get(0))
                : routes.stream().filter(route -> letter.attribute("route").filter(route.id::equals).isPresent()).findFirst()
                        .or(() -> routes.stream()
                                .filter(route -> letter.movedFrom().filter(route.queueName::equals).isPresent()).findFirst());
    }
}
