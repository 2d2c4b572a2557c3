package io.github.maskroute.remask;

import io.github.maskroute.mask.MaskingException;
import java.util.Locale;

/** Why a row was left as it is. Carries the names of the {@link MaskingException.Fault}s that a token can have. */
public enum SkipReason {
    NO_TOKEN("hold no token"),
    NOT_REVERSIBLE("hold hmac tokens, which cannot be rewritten without the raw values; name a file with them (--values)"),
    WOULD_BE_IRREVERSIBLE("hold tokens that can be decoded, while tokens of the field's present scheme cannot; run the command with the"
            + " settings and routes of the drain, or give --irreversibly if that is meant"),
    UNKNOWN_KEY("name a key that the keyset does not have; use the keyset that has it"),
    DISABLED_KEY("name a disabled key; `maskroute keys enable` brings it back"),
    TAMPERED_TOKEN("hold tokens that were altered, cut, or made for a field that the routes do not know"),
    OTHER_FIELD("hold tokens of another field; name their own (--field)"),
    NO_VALUE("hold hmac tokens of which the given values have none"),
    MALFORMED_VALUE("hold values that break the present rule of the field"),
    LOCKED("were locked or changed by others at every attempt; run the command again");

    private final String words;

    SkipReason(String words) {
        this.words = words;
    }

    static SkipReason of(MaskingException.Fault fault) {
        return valueOf(fault.name());
    }

    /** What is with such rows and what helps, to follow their number. */
    public String words() {
        return words;
    }

    /** The word for it in output that machines read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
