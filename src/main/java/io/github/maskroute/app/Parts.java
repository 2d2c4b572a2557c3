package io.github.maskroute.app;

import io.github.maskroute.outage.ExceptionSummary;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that were started in order and are closed in reverse. Not safe for use by several threads. */
final class Parts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        parts.addLast(part);
        return part;
    }

    /** Closes all parts, also if one of them fails. Later calls do nothing. */
    @Override
    public void close() {
        for (AutoCloseable part = parts.pollLast(); part != null; part = parts.pollLast()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("A part did not stop in order ({})", new ExceptionSummary(e));
            }
        }
    }
}
