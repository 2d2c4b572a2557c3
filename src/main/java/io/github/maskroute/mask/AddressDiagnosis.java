package io.github.maskroute.mask;

import java.util.List;
import java.util.regex.Pattern;

/** Finds out why a text is not an address. */
final class AddressDiagnosis {

    private record Symptom(Pattern pattern, BrokenRule rule) {}

    /** In this order: the first match is reported. Each pattern runs in time linear in the length of the text. */
    private static final List<Symptom> SYMPTOMS = List.of(
            symptom("^(?:hmac|siv|prefix)\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_.-]+$", BrokenRule.TOKEN),
            symptom("[^\\x00-\\x7F]", BrokenRule.NOT_ASCII),
            symptom(",", BrokenRule.LIST),
            symptom("\\s", BrokenRule.INNER_SPACE),
            symptom("^(?=[0-9A-Fa-f]*+[:.])[0-9A-Fa-f:.]++/", BrokenRule.PREFIX_LENGTH),
            symptom("^(?=[0-9A-Fa-f]*+[:.])[0-9A-Fa-f:.]++%", BrokenRule.ZONE),
            symptom("^\\[[0-9A-Fa-f:.]", BrokenRule.BRACKETS),
            symptom("^[0-9]++\\.[0-9.]++:[0-9]++$", BrokenRule.PORT),
            symptom("^(?=[0-9.]++$)(?:.*\\.)?0[0-9]", BrokenRule.LEADING_ZEROS),
            symptom("^(?![0-9]++(?:\\.[0-9]++){3}$)[0-9.]++$", BrokenRule.FOUR_PARTS),
            symptom("^[0-9.]++$", BrokenRule.PART_OVER_255),
            symptom("^(?=[^:]*+:)(?=[0-9A-Fa-f:.]++$).*[0-9A-Fa-f]{5}", BrokenRule.LONG_GROUP),
            symptom("^(?=[^:]*+:)(?=[0-9A-Fa-f:.]++$)(?:.*\\.0[0-9]|[^.]*:0[0-9]++\\.)", BrokenRule.LEADING_ZEROS),
            symptom("^(?=[^:]*+:)[0-9A-Fa-f:.]++$", BrokenRule.MALFORMED_IPV6));

    private AddressDiagnosis() {}

    /** @param trimmed a text that is not empty and not an address */
    static BrokenRule of(String trimmed) {
        return SYMPTOMS.stream().filter(symptom -> symptom.pattern().matcher(trimmed).find())
                .map(Symptom::rule).findFirst().orElse(BrokenRule.NO_LITERAL);
    }

    private static Symptom symptom(String pattern, BrokenRule rule) {
        return new Symptom(Pattern.compile(pattern), rule);
    }
}
