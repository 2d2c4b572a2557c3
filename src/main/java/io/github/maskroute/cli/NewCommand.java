package io.github.maskroute.cli;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.config.Settings;
import io.github.maskroute.event.MaskedField;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.newtype.Field;
import io.github.maskroute.newtype.MaskProposal;
import io.github.maskroute.newtype.NewType;
import io.github.maskroute.newtype.NewTypeException;
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
    public Integer call() {
        Settings loaded = settings.load();
        Path routes = loaded.routes().existingFolder();
        try {
            NewType type = read(loaded.mask().scheme());
            report(type, type.write(routes), routes);
            return ExitCode.OK.code();
        } catch (IOException e) {
            throw new CommandException(ExitCode.SETTINGS, "the files cannot be written (" + e.getClass().getSimpleName()
                    + "); see whether " + routes + " and the folder for temporary files may be written, and whether their disk is full");
        } catch (NewTypeException e) {
            throw new CommandException(ExitCode.NO_TYPE, String.valueOf(e.getMessage()));
        }
    }

    private NewType read(Scheme scheme) throws NewTypeException {
        try (InputStream samples = from.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(from)) {
            return NewType.of(name, scheme, samples, Set.copyOf(masked));
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the samples cannot be read (" + e.getClass().getSimpleName()
                    + "); name a file that is there and may be read with --from");
        }
    }

    private void report(NewType type, List<Path> written, Path routes) {
        say("Read " + type.samplesInWords() + (type.isGuess()
                ? ". With so few, what is optional may look required: see `required` in the schema." : "."));
        type.fields().forEach(field -> field.mask().ifPresent(mask -> lines.print(masked(field, mask, type.column(field)), Map.of(
                "masked", field.path(), "kind", mask.kind(), "column", type.column(field), "sure", mask.sure(), "because", mask.because()))));
        type.leftOut().forEach(left -> lines.print("left out: " + left.path() + ": " + left.why(),
                Map.of("left_out", left.path(), "because", left.why())));
        type.fields().stream().filter(field -> field.mask().isEmpty()).forEach(field -> lines.print(
                "stored as it comes: " + field.path() + in(type.column(field), field) + " (" + field.what() + ")",
                Map.of("stored", field.path(), "column", type.column(field), "what", field.what())));
        written.forEach(file -> lines.print("written: " + file, Map.of("written", file.toString())));
        say("Next: look at what is stored as it comes. Where it may tell of a person, delete these files and run this again with --mask FIELD.");
        say("Or put an x-mask into the schema, and the tokens that `maskroute test " + name + "` then shows into the cases; the column keeps"
                + " its name.");
        say("Then make the table: maskroute migrate, or psql -f " + routes.resolve(type.createFile()));
        say("Then: maskroute check, maskroute test " + name + ", maskroute run. A running drain takes the type once its table is there.");
        say("It drains the queue " + name + ", and rejects to " + name + "-dlq; others by the settings " + name + ".queue and "
                + name + ".dead-letter-queue.");
    }

    private static String masked(Field field, MaskProposal mask, String column) {
        return "masked: " + field.path() + " as " + mask.kind() + in(column, field) + " (" + mask.sure() + ": " + mask.because() + ")"
                + (field.refused() == 0 ? "" : "; blank in " + field.refused() + " of the samples, which would be rejected");
    }

    private static String in(String column, Field field) {
        return column.equals(MaskedField.bare(field.path())) ? "" : " in column " + column;
    }

    private void say(String words) {
        lines.print(words, Map.of("note", words));
    }
}
