package io.github.maskroute.camel.reload;

import io.github.maskroute.event.EventType;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The fields and columns that a route stores of its events.
 *
 * @param route id of the route
 * @param schema name of the schema file
 * @param masked each masked field with a description of its mask; fields with equal descriptions have equal tokens for equal values
 * @param asTheyCome fields that are stored unmasked
 * @param columns the columns that its sample fills
 * @param columnsOfEarlier the columns that the sample in force fills; the same if that sample is equal, missing or not accepted
 */
public record RetainedFields(String route, String schema, SortedMap<String, String> masked, SortedSet<String> asTheyCome,
        Columns columns, Columns columnsOfEarlier) {

    /**
     * Columns, each as {@code table.column}.
     *
     * @param filled columns with a value after the sample is stored
     * @param unseen why columns may be missing; empty if none is
     */
    public record Columns(SortedSet<String> filled, String unseen) {

        static Columns unseen(String reason) {
            return new Columns(new TreeSet<>(), reason);
        }
    }

    /** The fields that a route stores of an event type; the columns are unknown. */
    static RetainedFields of(String route, EventType type) {
        Columns none = Columns.unseen("the sample was not stored");
        return new RetainedFields(route, String.valueOf(type.file().getFileName()), type.maskDescriptions(), type.unmasked(), none, none);
    }

    /** The masked fields with their masks, as text. */
    public String maskedInWords() {
        return masked.entrySet().stream().map(field -> field.getKey() + " (" + field.getValue() + ")").collect(Collectors.joining(", "));
    }

    RetainedFields withColumns(Columns ofOwn, Columns ofEarlier) {
        return new RetainedFields(route, schema, masked, asTheyCome, ofOwn, ofEarlier);
    }
}
