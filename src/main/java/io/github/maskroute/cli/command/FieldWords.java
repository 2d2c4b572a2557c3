package io.github.maskroute.cli.command;

import io.github.maskroute.config.ConfigurationException;
import java.util.Iterator;
import java.util.Set;

/**
 * The masked fields, as completion candidates: those of the settings and schemas at the time when the completion script is generated,
 * or none if those cannot be read. Reads files only on iteration.
 */
public final class FieldWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        try {
            return EventTypesOption.read(new SettingsOption().load()).types().fields().iterator();
        } catch (ConfigurationException | CommandException e) {
            return Set.<String>of().iterator();
        }
    }
}
