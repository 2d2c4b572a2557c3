package io.github.maskroute.cli;

import io.github.maskroute.Settings;
import io.github.maskroute.forget.ForgetRule;
import io.github.maskroute.forget.ForgetRules;
import io.github.maskroute.forget.MalformedRulesException;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Path;
import java.util.List;

/**
 * A masked field of an event type, and what its type says of forgetting it.
 *
 * @param settings whose routes they are of
 * @param type name of the type
 * @param field as the masks call it
 * @param file with the rules
 */
record ForgetField(Settings settings, String type, String field, Path file) {

    /** @throws CommandException if there is no such type or masked field */
    static ForgetField of(Settings settings, String type, String field) {
        MaskedFields.known(MaskedFields.of(settings, () -> new Keyset(List.of())), field);
        if (!type.equals("logins")) {
            throw new CommandException(ExitCode.USAGE, "the routes have no type of this name; they have logins");
        }
        return new ForgetField(settings, type, field, Path.of(settings.get("maskroute.routes"), type, ForgetRules.FILE));
    }

    FieldMasks masks(MaskingKeys keys) {
        return MaskedFields.of(settings, keys);
    }

    /** For the audit. */
    String name() {
        return type + "." + field;
    }

    /** @throws CommandException if the file is malformed, or does not name the field */
    List<ForgetRule> rules() {
        List<ForgetRule> rules;
        try {
            rules = ForgetRules.read(file).rules(field);
        } catch (MalformedRulesException e) {
            throw new CommandException(ExitCode.SETTINGS, file + ": " + e.getMessage());
        }
        if (rules.isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS, file + " does not say where tokens of " + field
                    + " are, and what becomes of their rows; write a line like " + ForgetRules.example(field));
        }
        return rules;
    }
}
