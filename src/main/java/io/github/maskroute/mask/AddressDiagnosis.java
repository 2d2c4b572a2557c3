package io.github.maskroute.mask;

import java.util.List;
import java.util.regex.Pattern;

/** Says what keeps a text from being an address. Only texts that are none come here. */
final class AddressDiagnosis {

    private record Sign(Pattern pattern, BrokenRule rule) {}

    /** In this order: the first one that a text has is the one to name. Each takes a time that grows as the text does, no faster. */
    private static final List<Sign> SIGNS = List.of(
            sign("^(?:hmac|siv|prefix)\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_.-]+$", BrokenRule.TOKEN),
            sign("[^\\x00-\\x7F]", BrokenRule.NOT_ASCII),
            sign(",", BrokenRule.LIST),
            sign("\\s", BrokenRule.INNER_SPACE),
            sign("^(?=[0-9A-Fa-f]*+[:.])[0-9A-Fa-f:.]++/", BrokenRule.PREFIX_LENGTH),
            sign("^(?=[0-9A-Fa-f]*+[:.])[0-9A-Fa-f:.]++%", BrokenRule.ZONE),
            sign("^\\[[0-9A-Fa-f:.]", BrokenRule.BRACKETS),
            sign("^[0-9]++\\.[0-9.]++:[0-9]++$", BrokenRule.PORT),
            sign("^(?=[0-9.]++$)(?:.*\\.)?0[0-9]", BrokenRule.LEADING_ZEROS),
            sign("^(?![0-9]++(?:\\.[0-9]++){3}$)[0-9.]++$", BrokenRule.FOUR_PARTS),
            sign("^[0-9.]++$", BrokenRule.PART_OVER_255),
            sign("^(?=[^:]*+:)(?=[0-9A-Fa-f:.]++$).*[0-9A-Fa-f]{5}", BrokenRule.LONG_GROUP),
            sign("^(?=[^:]*+:)(?=[0-9A-Fa-f:.]++$)(?:.*\\.0[0-9]|[^.]*:0[0-9]++\\.)", BrokenRule.LEADING_ZEROS),
            sign("^(?=[^:]*+:)[0-9A-Fa-f:.]++$", BrokenRule.MALFORMED_IPV6));

    private AddressDiagnosis() {}

    /** @param trimmed is not empty, and no address */
    static BrokenRule because(String trimmed) {
        return SIGNS.stream().filter(sign -> sign.pattern().matcher(trimmed).find())
                .map(Sign::rule).findFirst().orElse(BrokenRule.NO_LITERAL);
    }

    private static Sign sign(String pattern, BrokenRule rule) {
        return new Sign(Pattern.compile(pattern), rule);
    }
}
