package io.github.maskroute.event;

import io.github.maskroute.mask.Mask;
import io.github.maskroute.mask.TokenMask;
import java.util.Optional;

/**
 * A mask of a field in a schema, with the place of its result.
 *
 * @param path the field's path in the event, for example {@code customer.name} or {@code customer.emails[]}
 * @param as the name of an additional field for the result; empty if the result replaces the field's value
 */
public record MaskedField(String path, String as, Mask mask) {

    /** The mask, if it makes tokens. */
    public Optional<TokenMask> tokenMask() {
        return mask instanceof TokenMask tokens ? Optional.of(tokens) : Optional.empty();
    }

    /** The last name of the path, without brackets. It is the default domain. */
    public String name() {
        return lastName(path);
    }

    /** The path of the result in the masked event, without brackets: {@code customer.emails}. */
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
