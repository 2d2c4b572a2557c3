package io.github.maskroute.cli.forget;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.dlq.QueueChoice;
import io.github.maskroute.config.Settings;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.MaskedField;
import io.github.maskroute.forget.FieldTokens;
import io.github.maskroute.forget.ForgetRule;
import io.github.maskroute.forget.ForgetRules;
import io.github.maskroute.forget.MalformedRulesException;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A masked field of an event type, and what its type says of forgetting it.
 *
 * @param type that the field is of
 * @param path of the field in the event, without brackets
 * @param othersRoutes the routes of other types: their letters are for those types' rules
 */
record ForgetField(EventType type, String path, Set<String> othersRoutes) {

    /**
     * Looks them up.
     *
     * @param field its path, or its last name if no other field of the type has that
     * @throws CommandException if there is no such type, or it masks no such field by tokens
     */
    static ForgetField of(Settings settings, String type, String field) {
        List<EventType> types = new ServiceFactory(settings).eventTypes().all();
        EventType found = types.stream().filter(each -> each.name().equals(type)).findFirst().orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "there is no type of this name; there are: "
                        + types.stream().map(EventType::name).collect(Collectors.joining(", "))));
        SortedSet<String> paths = paths(found);
        SortedSet<String> meant = new TreeSet<>(paths);
        String wanted = MaskedField.bare(field);
        meant.removeIf(path -> !path.equals(wanted) && (paths.contains(wanted) || !path.endsWith("." + wanted)));
        if (meant.size() != 1) {
            throw new CommandException(ExitCode.USAGE, "the type has " + (meant.isEmpty()
                    ? "no field of this name that becomes tokens; give one of " + String.join(", ", paths)
                    : "several fields of this name that become tokens; give one of " + String.join(", ", meant)));
        }
        return new ForgetField(found, meant.first(), types.stream().map(EventType::name).filter(name -> !name.equals(type))
                .map(QueueChoice::routeOf).collect(Collectors.toSet()));
    }

    /** For the audit. */
    String name() {
        return type.name() + "." + path;
    }

    FieldTokens tokens(Keyset keys) {
        return new FieldTokens(path, type.masked().stream().filter(field -> MaskedField.bare(field.path()).equals(path))
                .flatMap(field -> field.tokenMask().stream()).toList(), keys);
    }

    /** @throws CommandException if the type's file is malformed, or does not name the field */
    List<ForgetRule> rules() {
        Path file = file(type);
        try {
            List<ForgetRule> rules = ForgetRules.read(file).rules(path);
            if (!rules.isEmpty()) {
                return rules;
            }
        } catch (MalformedRulesException e) {
            throw new CommandException(ExitCode.SETTINGS, file + ": " + e.getMessage());
        }
        throw new CommandException(ExitCode.SETTINGS, file + " does not say where tokens of " + path
                + " are, and what becomes of their rows; write a line like " + ForgetRules.example(path));
    }

    static Path file(EventType type) {
        return type.file().resolveSibling(ForgetRules.FILE);
    }

    /** The fields of a type that become tokens. */
    static SortedSet<String> paths(EventType type) {
        return type.masked().stream().filter(field -> field.tokenMask().isPresent())
                .map(MaskedField::path).map(MaskedField::bare).collect(Collectors.toCollection(TreeSet::new));
    }
}
