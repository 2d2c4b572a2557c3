package io.github.maskroute.camel.reload;

import io.github.maskroute.event.EventType;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a route keeps of its events.
 *
 * @param route its id
 * @param schema name of the schema's file
 * @param masked field to what its tokens are made of, in words; of two that are equal, equal values have equal tokens
 * @param asTheyCome fields that are stored as they come
 * @param columns that its sample fills
 * @param columnsOfEarlier that the sample in force fills; the same where there is no other, or it is not accepted
 */
public record RetainedFields(String route, String schema, SortedMap<String, String> masked, SortedSet<String> asTheyCome,
        Columns columns, Columns columnsOfEarlier) {

    /**
     * Columns, each as {@code table.column}.
     *
     * @param filled that hold something once the sample is stored
     * @param unseen why that is not all; empty if it is
     */
    public record Columns(SortedSet<String> filled, String unseen) {

        static Columns unseen(String why) {
            return new Columns(new TreeSet<>(), why);
        }
    }

    /** What a route keeps of events of a type; the columns are not known here. */
    static RetainedFields of(String route, EventType type) {
        Columns none = Columns.unseen("the sample was not stored on trial");
        return new RetainedFields(route, String.valueOf(type.file().getFileName()), type.maskDescriptions(), type.unmasked(), none, none);
    }

    /** The masked fields and how, for people. */
    public String maskedInWords() {
        return masked.entrySet().stream().map(field -> field.getKey() + " (" + field.getValue() + ")").collect(Collectors.joining(", "));
    }

    RetainedFields withColumns(Columns ofOwn, Columns ofEarlier) {
        return new RetainedFields(route, schema, masked, asTheyCome, ofOwn, ofEarlier);
    }
}
