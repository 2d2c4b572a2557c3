package io.github.maskroute.cli;

import io.github.maskroute.StartException;
import java.util.Iterator;
import java.util.Set;

/**
 * The masked fields, for completion: those of the settings and schemas that are there when the script is made, and
 * none where there are none. Reads files only when asked.
 */
final class FieldWords implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        try {
            return TypesOfSettings.read(new SettingsOption().load()).types().fields().iterator();
        } catch (StartException | CommandException e) {
            return Set.<String>of().iterator();
        }
    }
}
