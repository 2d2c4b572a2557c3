package io.github.maskroute.newtype;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of a field or an array item in an event.
 *
 * @param names field names from the root of the event
 * @param text the same as text, for example {@code customer.emails[]}
 * @param required whether every event has a value there that is not null
 * @param inArray whether an event can have several values there, which do not fit into a column
 */
record FieldPath(List<String> names, String text, boolean required, boolean inArray) {

    static FieldPath event() {
        return new FieldPath(List.of(), "", true, false);
    }

    FieldPath field(String name, boolean always) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new FieldPath(longer, text.isEmpty() ? name : text + "." + name, required && always, inArray);
    }

    FieldPath items() {
        return new FieldPath(names, text + "[]", false, true);
    }

    /** Name of the last field. */
    String name() {
        return names.get(names.size() - 1);
    }

    /** Name of the object that contains the field; empty at the top level. */
    String parent() {
        return names.size() < 2 ? "" : names.get(names.size() - 2);
    }
}
