package io.github.maskroute.remask;

import io.github.maskroute.mask.MaskingException;
import java.util.Locale;

/** Why a row was not rewritten. */
public enum SkipReason {
    NO_TOKEN("hold no token"),
    NOT_REVERSIBLE("hold hmac tokens, which cannot be rewritten without the raw values; name a file with them (--values)"),
    WOULD_BE_IRREVERSIBLE("hold tokens that can be decoded, but tokens of the field's present scheme cannot; run the command with the"
            + " settings and routes of the drain, or give --irreversibly if this is intended"),
    UNKNOWN_KEY("name a key that the keyset does not have; use the keyset that has it"),
    DISABLED_KEY("name a disabled key; enable it with `maskroute keys enable`"),
    TAMPERED_TOKEN("hold tokens that were altered or cut, or were made for a field that the routes do not have"),
    OTHER_FIELD("hold tokens of another field; name that field (--field)"),
    NO_VALUE("hold hmac tokens of none of the given values"),
    MALFORMED_VALUE("hold values that break the present rule of the field"),
    LOCKED("were locked or changed by others at every attempt; run the command again");

    private final String description;

    SkipReason(String description) {
        this.description = description;
    }

    static SkipReason of(MaskingException.Fault fault) {
        return switch (fault) {
            case NO_TOKEN -> NO_TOKEN;
            case NOT_REVERSIBLE -> NOT_REVERSIBLE;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case DISABLED_KEY -> DISABLED_KEY;
            case TAMPERED_TOKEN -> TAMPERED_TOKEN;
            case OTHER_FIELD -> OTHER_FIELD;
            case WRONG_KEYSET, UNREADABLE_FILE, WRONG_KEY_ENCRYPTION_KEY ->
                throw new IllegalArgumentException(fault + " is a fault of the keyset, not of a token");
        };
    }

    /** The problem of such rows and its remedy, to follow their number. */
    public String description() {
        return description;
    }

    /** For machine-readable output. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
