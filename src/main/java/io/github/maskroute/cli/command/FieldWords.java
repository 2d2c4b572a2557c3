package io.github.maskroute.cli.command;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.event.EventTypes;
import java.util.Iterator;
import java.util.Set;
import java.util.SortedSet;

/**
 * The masked fields, as completion candidates: those of the settings and schemas at the time when the completion script is generated,
 * or none if those cannot be read. Reads files only on iteration.
 */
public final class FieldWords implements Iterable<String> {

    /**
     * The masked field that a word names.
     *
     * @throws CommandException if no field with tokens has this name, or several have it
     */
    public static String resolve(EventTypes types, String word) {
        SortedSet<String> named = types.fieldsNamed(word);
        if (named.size() == 1) {
            return named.first();
        }
        throw new CommandException(ExitCode.USAGE, named.isEmpty()
                ? "no masked field of this name has tokens; these have: " + String.join(", ", types.fields())
                : "several masked fields have this name; name one of " + String.join(", ", named));
    }

    @Override
    public Iterator<String> iterator() {
        try {
            return new ServiceFactory(new SettingsOption().load()).eventTypes().fields().iterator();
        } catch (ConfigurationException | CommandException e) {
            return Set.<String>of().iterator();
        }
    }
}
