package io.github.maskroute.event;

import io.github.maskroute.mask.Mask;

/**
 * A result of masking, as the schema asks for it.
 *
 * @param path of the field in the event, for example {@code customer.name} or {@code customer.emails[]}
 * @param as its name in the masked event, beside the field; empty if it stands in the field's place
 * @param mask how it is made
 */
public record MaskedField(String path, String as, Mask mask) {

    /** The path's last name, without brackets: that of the domain, where none is stated. */
    public String name() {
        return lastName(path);
    }

    /** Where the result stands in the masked event, without brackets: {@code customer.emails}. */
    public String resultPath() {
        String here = bare(path);
        return as.isEmpty() ? here : here.substring(0, here.lastIndexOf('.') + 1) + as;
    }

    static String lastName(String path) {
        return bare(path.substring(path.lastIndexOf('.') + 1));
    }

    /** A path without the brackets that stand for an array's items. */
    public static String bare(String path) {
        return path.replace("[]", "");
    }
}
