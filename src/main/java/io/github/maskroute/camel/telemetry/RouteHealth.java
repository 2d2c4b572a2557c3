package io.github.maskroute.camel.telemetry;

import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;

/** Checks that all routes run. */
public final class RouteHealth {

    private RouteHealth() {}

    /** Names the routes that do not run; empty if all do. */
    public static Optional<String> problem(CamelContext context) {
        RouteController routes = context.getRouteController();
        String stopped = context.getRoutes().stream()
                .filter(route -> routes.getRouteStatus(route.getId()) != ServiceStatus.Started)
                .map(route -> route.getId() + " is " + routes.getRouteStatus(route.getId()))
                .collect(Collectors.joining(", "));
        return context.getRoutes().isEmpty()
                ? Optional.of("there is no route") : Optional.of(stopped).filter(problem -> !problem.isEmpty());
    }
}
