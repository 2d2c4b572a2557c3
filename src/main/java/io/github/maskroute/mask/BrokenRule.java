package io.github.maskroute.mask;

/** Why a value of a masked field has no canonical form, and so no token. None of the words has room for a value. */
public enum BrokenRule {

    EMPTY("it is empty after trimming"),
    NOT_TEXT("it has U+0000 or half of a surrogate pair"),
    TOO_LONG("it is longer"),
    TOKEN("it is a token already"),
    LIST("it has a comma, as a list has"),
    PREFIX_LENGTH("it has a prefix length, or another slash"),
    ZONE("it has a zone, or another percent sign"),
    BRACKETS("it has brackets"),
    PORT("it has a port"),
    INNER_SPACE("it has white space within"),
    NOT_ASCII("it has characters that are not ASCII"),
    NO_LITERAL("it is a name, or another text; nothing is looked up"),
    LEADING_ZEROS("it has leading zeros"),
    FOUR_PARTS("as IPv4 it has more or fewer than four parts"),
    PART_OVER_255("as IPv4 it has a part over 255"),
    LONG_GROUP("as IPv6 it has a group of more than four digits"),
    MALFORMED_IPV6("as IPv6 it is malformed");

    private final String words;

    BrokenRule(String words) {
        this.words = words;
    }

    /** The rule that is broken, to come after {@link FieldKind#rule()} and a semicolon. */
    public String words() {
        return words;
    }
}
