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

/** Writes the files of a new event type from samples. */
@Exits({ExitCode.SETTINGS, ExitCode.UNREADABLE_FILE, ExitCode.NO_TYPE})
@Command(name = "new", mixinStandardHelpOptions = true, description = {
    "Writes schema, route, statement, table, an invented sample and the first cases of a new event type, inferred from your samples.",
    "Proposes the fields to mask by their names and values, with reasons. No file and no printed line contains a value of the samples.",
    "Never overwrites a file."})
final class NewCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final Lines lines = new Lines();

    @Parameters(paramLabel = "TYPE", description = "The name of the type, its folder and its table, for example orders.")
    private String name = "";

    @Option(names = "--from", required = true, paramLabel = "FILE", description = {
        "Samples: JSON Lines, a JSON array or a single event, plain or gzip; - for standard input.",
        "The first 10,000 are read. A few dozen are enough if they include the optional fields."})
    private Path from = STANDARD_INPUT;

    @Option(names = "--mask", paramLabel = "FIELD",
            description = "A text field to mask regardless of its values, for example customer.name or tags[]; may be repeated.")
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
                    + "); check that " + routes + " and the folder for temporary files are writable and their disks not full");
        } catch (NewTypeException e) {
            throw new CommandException(ExitCode.NO_TYPE, String.valueOf(e.getMessage()));
        }
    }

    private NewType read(Scheme scheme) throws NewTypeException {
        try (InputStream samples = from.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(from)) {
            return NewType.of(name, scheme, samples, Set.copyOf(masked));
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the samples in " + from + " cannot be read ("
                    + e.getClass().getSimpleName() + "); name a readable file with --from");
        }
    }

    private void report(NewType type, List<Path> written, Path routes) {
        note("Read " + type.samplesInWords() + (type.isGuess()
                ? ". With so few samples, optional fields may look required: check `required` in the schema." : "."));
        type.fields().forEach(field -> field.mask().ifPresent(mask -> lines.print(masked(field, mask, type.column(field)), Map.of(
                "masked", field.path(), "kind", mask.kind(), "column", type.column(field),
                "sure", mask.sure(), "because", mask.because()))));
        type.leftOut().forEach(left -> lines.print("left out: " + left.path() + ": " + left.why(),
                Map.of("left_out", left.path(), "because", left.why())));
        type.fields().stream().filter(field -> field.mask().isEmpty()).forEach(field -> lines.print(
                "stored as it comes: " + field.path() + in(type.column(field), field) + " (" + field.what() + ")",
                Map.of("stored", field.path(), "column", type.column(field), "what", field.what())));
        written.forEach(file -> lines.print("written: " + file, Map.of("written", file.toString())));
        note("Next: review the fields that are stored as they come. If one may be personal, delete these files and run this again with"
                + " --mask FIELD.");
        note("Or add an x-mask to the schema, and copy the tokens that `maskroute test " + name + "` then shows into the cases; the"
                + " column keeps its name.");
        note("Then create the table: maskroute migrate, or psql -f " + routes.resolve(type.createFile()));
        note("Then: maskroute check, maskroute test " + name + ", maskroute run. A running drain loads the type once its table exists.");
        note("It drains the queue " + name + " and sends rejected records to " + name + "-dlq. Set " + name + ".queue and " + name
                + ".dead-letter-queue to use other queues.");
    }

    private static String masked(Field field, MaskProposal mask, String column) {
        return "masked: " + field.path() + " as " + mask.kind() + in(column, field) + " (" + mask.sure() + ": " + mask.because() + ")"
                + (field.refused() == 0 ? "" : "; blank in " + field.refused() + " of the samples, which would be rejected");
    }

    private static String in(String column, Field field) {
        return column.equals(MaskedField.bare(field.path())) ? "" : " in column " + column;
    }

    private void note(String text) {
        lines.print(text, Map.of("note", text));
    }
}
