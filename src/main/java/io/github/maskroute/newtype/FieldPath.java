package io.github.maskroute.newtype;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a place is in an event.
 *
 * @param path names of the fields that lead there
 * @param words the same for people, for example {@code customer.emails[]}
 * @param required whether every event has a value there, which is not null
 * @param inArray whether there may be several of it, which no column holds
 */
record FieldPath(List<String> path, String words, boolean required, boolean inArray) {

    static FieldPath event() {
        return new FieldPath(List.of(), "", true, false);
    }

    FieldPath field(String name, boolean always) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return new FieldPath(longer, words.isEmpty() ? name : words + "." + name, required && always, inArray);
    }

    FieldPath items() {
        return new FieldPath(path, words + "[]", false, true);
    }

    /** Of the nearest field. */
    String name() {
        return path.get(path.size() - 1);
    }

    /** Of the object that has it; empty at the top. */
    String parent() {
        return path.size() < 2 ? "" : path.get(path.size() - 2);
    }
}
