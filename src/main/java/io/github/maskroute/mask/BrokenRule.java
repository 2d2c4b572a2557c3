package io.github.maskroute.mask;


/** Why a value of a masked field has no canonical form and cannot be masked. The descriptions contain no values. */
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
    INNER_SPACE("it contains white space"),
    NOT_ASCII("it has characters that are not ASCII"),
    NO_LITERAL("it is a host name or other text; names are not resolved"),
    LEADING_ZEROS("it has leading zeros"),
    FOUR_PARTS("as IPv4 it has more or fewer than four parts"),
    PART_OVER_255("as IPv4 it has a part over 255"),
    LONG_GROUP("as IPv6 it has a group of more than four digits"),
    MALFORMED_IPV6("as IPv6 it is malformed"),
    NO_AT("it has no @"),
    QUOTED("it has quotes or a backslash"),
    NO_MAILBOX("before the @ it has no mailbox name: parts between single dots, 64 bytes at most"),
    NO_DOMAIN("after the @ it has no domain name of two or more labels"),
    OVER_254_BYTES("it has more than 254 bytes"),
    EXTENSION("it has an extension, or the dial tones of one"),
    NO_PHONE("it has characters that phone numbers do not have, or no digits"),
    NO_COUNTRY_CODE("it has no country code: write it with +, or give the mask a `region`"),
    UNKNOWN_COUNTRY_CODE("its country code does not exist"),
    NO_LENGTH_OF_COUNTRY("it is shorter or longer than the numbers of its country"),
    NO_DATE("it has another format, or is not a day of the calendar"),
    NO_OFFSET("its time has no offset from UTC"),
    TOO_SHORT("it is shorter");

    private final String description;

    BrokenRule(String description) {
        this.description = description;
    }

    /** The broken rule. Messages append it to {@code Mask.rule()}, after a semicolon. */
    public String description() {
        return description;
    }
}
