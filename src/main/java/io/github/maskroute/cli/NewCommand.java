package io.github.maskroute.cli;

import io.github.maskroute.newtype.Field;
import io.github.maskroute.newtype.NewType;
import io.github.maskroute.newtype.NewTypeException;
import io.github.maskroute.newtype.Proposal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of a new event type, made of samples. */
@Exits({ExitCode.SETTINGS, ExitCode.UNREADABLE_FILE, ExitCode.NO_TYPE})
@Command(name = "new", mixinStandardHelpOptions = true, description = {
    "Writes schema, route, statement, table, an invented sample and the first cases of a new event type, inferred from samples of yours.",
    "Proposes what to mask by the fields' names and values, and says why. Of the samples no value is kept, in any file or line.",
    "Never overwrites a file."})
final class NewCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Parameters(paramLabel = "TYPE", description = "Its name: that of its folder and of its table, for example orders.")
    private String name = "";

    @Option(names = "--from", required = true, paramLabel = "FILE", description = {
        "Samples: JSON Lines, a JSON array or a single event, plain or compressed by gzip; - is standard input.",
        "The first 10,000 are read; some dozens are enough, if they have what is optional."})
    private Path from = STANDARD_INPUT;

    @Option(names = "--mask", paramLabel = "FIELD", description = "A field of texts to be masked, whatever it looks like, for example"
            + " customer.name or tags[]. May be given several times.")
    private List<String> masked = List.of();

    @Override
    public Integer call() throws IOException {
        Path routes = Path.of(settings.load().get("maskroute.routes"));
        if (!Files.isDirectory(routes)) {
            throw new CommandException(ExitCode.SETTINGS, "setting maskroute.routes names no folder; it holds the .camel.yaml files");
        }
        try {
            NewType type = read(Set.copyOf(masked));
            report(type, type.write(routes), routes);
            return ExitCode.OK.code();
        } catch (NewTypeException e) {
            throw new CommandException(ExitCode.NO_TYPE, String.valueOf(e.getMessage()));
        }
    }

    private NewType read(Set<String> asked) throws IOException, NewTypeException {
        try (InputStream samples = from.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(from)) {
            return NewType.of(name, samples, asked);
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the samples cannot be read (" + e.getClass().getSimpleName()
                    + "); name a file that is there and may be read with --from");
        }
    }

    private void report(NewType type, List<Path> written, Path routes) {
        say("samples", "Read " + type.samplesInWords() + (type.isGuess()
                ? ". With so few, what is optional may look required: see `required` in the schema." : "."));
        type.fields().forEach(field -> field.mask().ifPresent(mask -> lines.print(masked(field, mask), Map.of(
                "masked", field.path(), "kind", mask.kind(), "sure", mask.sure(), "because", mask.because()))));
        type.leftOut().forEach(left -> say("left out", "left out: " + left));
        type.fields().stream().filter(field -> field.mask().isEmpty()).forEach(field -> lines.print(
                "stored as it comes: " + field.path() + " (" + field.what() + ")", Map.of("stored", field.path(), "what", field.what())));
        written.forEach(file -> say("written", "written: " + file));
        say("next", "Next: look at what is stored as it comes. Put an x-mask into the schema where it may tell of a person.");
        say("next", "Then make the table: maskroute migrate, or psql -f " + routes.resolve(type.createFile()));
        say("next", "Then: maskroute check, maskroute run. A running drain takes the type up by itself once its table is there.");
    }

    private static String masked(Field field, Proposal mask) {
        return "masked: " + field.path() + " as " + mask.kind() + " (" + mask.sure() + ": " + mask.because() + ")"
                + (field.refused() == 0 ? "" : "; blank in " + field.refused() + " samples, which would be rejected");
    }

    private void say(String key, String words) {
        lines.print(words, Map.of(key, words));
    }
}
