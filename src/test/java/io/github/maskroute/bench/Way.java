package io.github.maskroute.bench;

import io.github.maskroute.config.Settings;
import io.github.maskroute.mask.Scheme;
import java.util.function.Function;

/** A way to move the events from the queue to the table. */
enum Way {

    DRAIN("Maskroute as shipped", BenchType.LOGINS, Scheme.HMAC, 50_000, 100_000, ShippedDrain::new),
    DRAIN_SIV("Maskroute with siv", BenchType.LOGINS, Scheme.SIV, 50_000, 100_000, ShippedDrain::new),
    ORDERS("Maskroute with orders", BenchType.ORDERS, Scheme.HMAC, 20_000, 40_000, ShippedDrain::new),
    HAND_WRITTEN("hand-written SDK loop", BenchType.LOGINS, Scheme.HMAC, 50_000, 100_000, HandLoop::new),
    STOCK("stock Camel route", BenchType.LOGINS, Scheme.HMAC, 10_000, 20_000, StockRoute::new);

    /** A running way; closing it stops it cleanly, with all deletes sent. */
    interface Running extends AutoCloseable {

        /** Rows committed so far. */
        long stored();

        @Override
        void close();
    }

    final String words;
    final BenchType type;
    final Scheme scheme;
    /** Messages before the measurement: until then the JVM compiles, each way for about as long. */
    final int warmUp;
    final int measured;
    private final Function<Settings, Running> start;

    Way(String words, BenchType type, Scheme scheme, int warmUp, int measured, Function<Settings, Running> start) {
        this.words = words;
        this.type = type;
        this.scheme = scheme;
        this.warmUp = warmUp;
        this.measured = measured;
        this.start = start;
    }

    int messages() {
        return warmUp + measured;
    }

    Running start(Settings settings) {
        return start.apply(settings);
    }
}
