package io.github.maskroute.cli.command;

import io.github.maskroute.config.ConfigurationException;
import java.util.Iterator;
import java.util.Set;

/**
 * The masked fields, for completion: those of the settings and schemas that are there when the script is made, and
 * none where there are none. Reads files only when asked.
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
