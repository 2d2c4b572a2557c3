package io.github.maskroute.cli.forget;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.dlq.QueueOptions;
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
 * A masked field of an event type, and the type's rules for erasing it.
 *
 * @param type the event type of the field
 * @param path the field's path in the event, without brackets
 * @param othersRoutes the routes of other types, to whose letters this type's rules do not apply
 */
record ForgetField(EventType type, String path, Set<String> othersRoutes) {

    /**
     * Finds the type and the field.
     *
     * @param field the path, or its last name if that is unique within the type
     * @throws CommandException if the type does not exist, or does not mask the field with tokens
     */
    static ForgetField of(Settings settings, String type, String field) {
        List<EventType> types = new ServiceFactory(settings).eventTypes().all();
        EventType found = types.stream().filter(each -> each.name().equals(type)).findFirst().orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "no event type has this name; the event types are "
                        + types.stream().map(EventType::name).collect(Collectors.joining(", "))));
        SortedSet<String> paths = paths(found);
        SortedSet<String> matching = new TreeSet<>(paths);
        String wanted = MaskedField.bare(field);
        matching.removeIf(path -> !path.equals(wanted) && (paths.contains(wanted) || !path.endsWith("." + wanted)));
        if (matching.size() != 1) {
            throw new CommandException(ExitCode.USAGE, "the type has " + (matching.isEmpty()
                    ? "no field of this name that is masked with tokens; use one of " + String.join(", ", paths)
                    : "several fields of this name that are masked with tokens; use one of " + String.join(", ", matching)));
        }
        return new ForgetField(found, matching.first(), types.stream().map(EventType::name).filter(name -> !name.equals(type))
                .map(QueueOptions::routeOf).collect(Collectors.toSet()));
    }

    /** The field's name in the audit. */
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
        throw new CommandException(ExitCode.SETTINGS, file + " has no rule for the tokens of " + path
                + "; add a line such as " + ForgetRules.example(path));
    }

    static Path file(EventType type) {
        return type.file().resolveSibling(ForgetRules.FILE);
    }

    /** The paths of the type's fields that are masked with tokens, without brackets. */
    static SortedSet<String> paths(EventType type) {
        return type.masked().stream().filter(field -> field.tokenMask().isPresent())
                .map(MaskedField::path).map(MaskedField::bare).collect(Collectors.toCollection(TreeSet::new));
    }
}
