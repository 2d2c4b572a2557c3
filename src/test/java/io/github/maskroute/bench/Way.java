package io.github.maskroute.bench;

import io.github.maskroute.Settings;
import java.util.function.Function;

/** A way to bring the events from the queue to the table. */
enum Way {

    DRAIN("Maskroute as shipped", 100_000, ShippedDrain::new),
    HAND_WRITTEN("hand-written SDK loop", 100_000, HandLoop::new),
    STOCK("stock Camel route", 20_000, StockRoute::new);

    /** A way at work; closing it ends it in order, with all deletes sent. */
    interface Running extends AutoCloseable {

        /** Rows committed so far. */
        long stored();

        @Override
        void close();
    }

    final String words;
    final int messages;
    private final Function<Settings, Running> start;

    Way(String words, int messages, Function<Settings, Running> start) {
        this.words = words;
        this.messages = messages;
        this.start = start;
    }

    Running start(Settings settings) {
        return start.apply(settings);
    }
}
