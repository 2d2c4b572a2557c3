package io.github.maskroute.bench;

import io.github.maskroute.Maskroute;
import io.github.maskroute.Settings;
import io.github.maskroute.camel.Tally;

/** The program itself, with the shipped routes and settings. */
final class ShippedDrain implements Way.Running {

    private final Maskroute maskroute;
    private final Tally tally;

    ShippedDrain(Settings settings) {
        maskroute = new Maskroute(settings);
        maskroute.start();
        tally = Tally.of(maskroute.camelContext());
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
