package io.github.maskroute.cli;

import io.github.maskroute.Settings;
import io.github.maskroute.camel.MaskLogin;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.text.HandedText;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Which fields the routes mask, and how: read from the beans of the route files, so that nobody says it twice. */
final class MaskedFields {

    /** A masked field's column in a table is named after it. */
    private static final String COLUMN_PREFIX = "masked_";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([a-z.-]+)}}");

    private static final Set<String> PROPERTIES = Set.of("schema", "keys", "fields", "scheme", "schemes", "domains");

    private final Settings settings;
    private final Map<String, String> kinds = new TreeMap<>();
    private final Map<String, String> schemes = new TreeMap<>();
    private final Map<String, String> domains = new TreeMap<>();
    private final Set<String> schemas = new TreeSet<>();

    private MaskedFields(Settings settings) {
        this.settings = settings;
    }

    /**
     * The masks of all routes in the folder of the settings, by other keys.
     *
     * @throws CommandException if the folder cannot be read, masks nothing, or masks one field in two ways
     */
    static FieldMasks of(Settings settings, MaskingKeys keys) {
        return read(settings).masks(keys);
    }

    /**
     * The fields that the schemas of these routes name: all that a row is made of.
     *
     * @throws CommandException as {@link #of} does, or if a schema cannot be used
     */
    static Set<String> inSchemas(Settings settings) {
        Set<String> named = new TreeSet<>();
        for (String schema : read(settings).schemas) {
            try {
                named.addAll(EventSchema.read(Path.of(schema)).fields());
            } catch (InvalidSchemaException e) {
                throw new CommandException(ExitCode.SETTINGS, "schema " + schema
                        + " cannot be used; mend it: the drain's log says where");
            }
        }
        return named;
    }

    /**
     * The fields that the routes mask.
     *
     * @throws CommandException as {@link #of} does
     */
    static Set<String> names(Settings settings) {
        return read(settings).kinds.keySet();
    }

    private static MaskedFields read(Settings settings) {
        MaskedFields fields = new MaskedFields(settings);
        Path folder = Path.of(settings.get("maskroute.routes"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".camel.yaml")).sorted().toList()) {
                fields.addAll(new Load(LoadSettings.builder().build()).loadFromString(HandedText.read(file)));
            }
        } catch (UnreadableTextException e) {
            throw new CommandException(ExitCode.SETTINGS, "a route file in " + folder + " " + e.getMessage());
        } catch (IOException | YamlEngineException e) {
            throw new CommandException(ExitCode.SETTINGS, "the routes in " + folder + " cannot be read (" + e.getClass().getSimpleName()
                    + "); set maskroute.routes to their folder");
        }
        if (fields.kinds.isEmpty()) {
            throw new CommandException(ExitCode.SETTINGS,
                    "no route in " + folder + " masks a field; set maskroute.routes to the folder that does");
        }
        return fields;
    }

    /**
     * A field, if it is masked.
     *
     * @throws CommandException if it is not
     */
    static String known(FieldMasks masks, String field) {
        if (!masks.fields().contains(field)) {
            throw new CommandException(ExitCode.USAGE, "the routes mask no field of this name; they mask "
                    + masks.fields().stream().sorted().collect(Collectors.joining(", ")));
        }
        return field;
    }

    /** The field that a column is named after, if the routes mask it. */
    static Optional<String> ofColumn(FieldMasks masks, String column) {
        return Optional.of(column.startsWith(COLUMN_PREFIX) ? column.substring(COLUMN_PREFIX.length()) : column)
                .filter(masks.fields()::contains);
    }

    private FieldMasks masks(MaskingKeys keys) {
        try {
            return FieldMasks.of(keys, kinds, settings.get("maskroute.mask.scheme"), schemes, domains);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.SETTINGS, "a route's masks are malformed: " + e.getMessage());
        }
    }

    private void addAll(@Nullable Object document) {
        for (Object part : document instanceof List<?> list ? list : List.of()) {
            Object beans = part instanceof Map<?, ?> map ? map.get("beans") : null;
            for (Object bean : beans instanceof List<?> list ? list : List.of()) {
                if (bean instanceof Map<?, ?> map && MaskLogin.class.getName().equals(map.get("type"))
                        && map.get("properties") instanceof Map<?, ?> properties) {
                    add(properties);
                }
            }
        }
    }

    private void add(Map<?, ?> properties) {
        if (!PROPERTIES.containsAll(properties.keySet())) {
            throw new CommandException(ExitCode.SETTINGS, "a MaskLogin bean has properties that are not read here;"
                    + " write fields, schemes and domains each as a map of its own");
        }
        schemas.add(resolved(Objects.requireNonNullElse(properties.get("schema"), "")));
        Map<String, String> ownKinds = map(properties, "fields");
        Map<String, String> ownSchemes = map(properties, "schemes");
        Map<String, String> ownDomains = map(properties, "domains");
        String scheme = resolved(Objects.requireNonNullElse(properties.get("scheme"), "{{maskroute.mask.scheme}}"));
        ownKinds.forEach((field, kind) -> {
            put(kinds, field, kind);
            put(schemes, field, ownSchemes.getOrDefault(field, scheme));
            put(domains, field, ownDomains.getOrDefault(field, field));
        });
    }

    private static void put(Map<String, String> all, String field, String value) {
        String other = all.put(field, value);
        if (other != null && !other.equals(value)) {
            throw new CommandException(ExitCode.SETTINGS, "two routes mask " + field + " in different ways; name a folder with one of them"
                    + " in maskroute.routes");
        }
    }

    private Map<String, String> map(Map<?, ?> properties, String name) {
        Map<String, String> map = new TreeMap<>();
        if (properties.get(name) instanceof Map<?, ?> found) {
            found.forEach((field, value) -> map.put(String.valueOf(field), resolved(value)));
        }
        return map;
    }

    private String resolved(Object value) {
        return PLACEHOLDER.matcher(String.valueOf(value)).replaceAll(
                found -> Matcher.quoteReplacement(settings.find(found.group(1)).orElse("")));
    }
}
