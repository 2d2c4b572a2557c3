package io.github.maskroute.cli.command;

import io.github.maskroute.config.Settings;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Scheme;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SortedSet;

/** The event types in the routes' folder that the settings name, for commands. */
public final class EventTypesOption {

    private final EventTypes types;

    private EventTypesOption(EventTypes types) {
        this.types = types;
    }

    /** @throws CommandException if the folder cannot be read, holds no schema, or one that cannot be used */
    public static EventTypesOption read(Settings settings) {
        Path folder = Path.of(settings.get("maskroute.routes"));
        EventTypes types;
        try {
            types = EventTypes.in(folder, Scheme.named(settings.get("maskroute.mask.scheme")));
        } catch (InvalidSchemaException e) {
            throw new CommandException(ExitCode.SETTINGS, e.getMessage() + "; correct it");
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandException(ExitCode.SETTINGS, "the schemas in " + folder + " cannot be read ("
                    + e.getCause().getClass().getSimpleName() + "); set maskroute.routes to the folder of the routes");
        }
        if (types.all().isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS,
                    "no schema is in " + folder + "; set maskroute.routes to the folder of the routes");
        }
        return new EventTypesOption(types);
    }

    public EventTypes types() {
        return types;
    }

    /** What the masked fields' tokens are made of. */
    public FieldMasks masks(MaskingKeys keys) {
        return types.masks(keys);
    }

    /**
     * The field that a word means.
     *
     * @throws CommandException if there is none whose mask makes tokens, or several
     */
    public String field(String word) {
        SortedSet<String> meant = types.fieldsNamed(word);
        if (meant.size() == 1) {
            return meant.first();
        }
        throw new CommandException(ExitCode.USAGE, meant.isEmpty()
                ? "no masked field of this name has tokens; these have: " + String.join(", ", types.fields())
                : "several masked fields have this name; name one of " + String.join(", ", meant));
    }
}
