package io.github.maskroute.camel.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** Registers Camel's own meters of routes and exchanges. */
public final class CamelMeters {

    private CamelMeters() {}

    /** Adds the meters to a context that has no routes yet. */
    public static void add(CamelContext context, MeterRegistry meters) {
        MicrometerRoutePolicyFactory routes = new MicrometerRoutePolicyFactory();
        routes.getPolicyConfiguration().setContextEnabled(false);
        routes.setMeterRegistry(meters);
        context.addRoutePolicyFactory(routes);
        MicrometerRouteEventNotifier events = new MicrometerRouteEventNotifier();
        events.setMeterRegistry(meters);
        context.getManagementStrategy().addEventNotifier(events);
    }
}
