package io.github.maskroute.observe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the status page, as {@code /status.json} gives them. Times are in seconds, points in time in ISO 8601;
 * unknown figures are null.
 *
 * @param stateText the page's first line: the most serious problem with its command, or else the activity
 * @param troubles most serious first
 * @param lastStored null if nothing was stored since the start
 */
public record Status(
        String version,
        String host,
        String startedAt,
        String now,
        String state,
        String stateText,
        String activity,
        List<AttentionItem> troubles,
        Places places,
        Totals totals,
        Map<String, Long> deadLetters,
        QueueFigures queue,
        List<PolledRoute> polled,
        @Nullable String lastStored,
        @Nullable Percentiles delivery,
        List<Service> services,
        ScheduleState schedule,
        List<?> routes,
        List<History.Second> history,
        List<Minute> minutes) {

    /**
     * Where queues and rows are, without login or password.
     *
     * @param region of AWS, or the endpoint of another SQS
     * @param database host, port and name
     * @param schema empty while it is not known
     */
    public record Places(String region, String database, String schema) {

        /** The same with a schema that became known later. */
        public Places in(String found) {
            return new Places(region, database, found);
        }
    }

    /** Messages since the start. */
    public record Totals(long received, long stored, long duplicates, long deadLettered) {}

    /** SQS's approximate counts of messages and dead letters, of all queues together, with their names. */
    public record QueueFigures(String name, String deadLetterName, @Nullable Integer visible, @Nullable Integer inFlight,
            @Nullable Integer dead, double oldestSeconds) {

        /** The number, or null. */
        public static @Nullable Integer orNull(OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
    }

    /** The same of a route that polls a queue. */
    public record PolledRoute(String route, Totals totals, QueueFigures queue) {}

    /** Whether a check of the drain passes. */
    public record Service(String name, @JsonProperty("up") boolean up, String detail) {}

    /** Whether it is time to poll, and when that changes. */
    public record ScheduleState(boolean open, @Nullable String nextChange) {}
}
