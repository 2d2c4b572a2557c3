package io.github.maskroute.bench;

import io.github.maskroute.app.Drain;
import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.config.Settings;

/** The program itself, with the shipped routes and settings. */
final class ShippedDrain implements Way.Running {

    private final Drain maskroute;
    private final MessageMetrics tally;

    ShippedDrain(Settings settings) {
        maskroute = new Drain(settings);
        maskroute.start();
        tally = MessageMetrics.of(maskroute.camelContext());
    }

    @Override
    public long stored() {
        return tally.countStored();
    }

    @Override
    public void close() {
        maskroute.close();
    }
}
