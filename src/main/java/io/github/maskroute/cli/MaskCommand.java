package io.github.maskroute.cli;

import io.github.maskroute.app.ServiceFactory;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Exits;
import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.KeysetOption;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.cli.command.SettingsOption;
import io.github.maskroute.cli.command.StandardInput;
import io.github.maskroute.config.Settings;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKey;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.WhiteSpace;
import io.github.maskroute.text.UnreadableTextException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the tokens of values. */
@Exits({ExitCode.SETTINGS, ExitCode.MALFORMED_VALUE, ExitCode.WRONG_KEYSET, ExitCode.UNREADABLE_FILE,
    ExitCode.WRONG_KEY_ENCRYPTION_KEY})
@Command(name = "mask", mixinStandardHelpOptions = true, description = {
    "Prints the tokens of values, to look them up in a table.",
    "A value in an argument is visible in the list of processes; one in standard input is not.",
    "Standard input is UTF-8, or UTF-16 with a byte order mark, with one value a line. A blank line prints a blank line."})
final class MaskCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Mixin
    private final KeysetOption keyset = new KeysetOption();

    @Mixin
    private final Lines lines = new Lines();

    @Option(names = "--field", required = true, paramLabel = "FIELD", completionCandidates = FieldWords.class,
            description = "The field of the event, for example ip, or customer.email.")
    private String field = "";

    @Option(names = "--all-keys", description = "Print a token for each enabled key, the primary one's first.")
    private boolean allKeys;

    @Parameters(arity = "0..*", paramLabel = "VALUE", description = "The values. Default: standard input, one value a line.")
    private List<String> values = List.of();

    @Override
    public Integer call() throws IOException {
        Settings loaded = settings.load();
        Keyset keys = keyset.read(loaded);
        EventTypes types = new ServiceFactory(loaded).eventTypes();
        field = FieldWords.resolve(types, field);
        FieldMasks masks = types.masks(() -> keys);
        Scheme scheme = masks.scheme(field);
        List<MaskingKey> used = allKeys ? keys.enabled(scheme) : List.of(keys.primary(scheme));
        for (int i = 0; i < values.size() && !lines.hasFailed(); i++) {
            print(masks, used, values.get(i), values.size() == 1 ? "" : "value " + (i + 1) + ": ");
        }
        if (values.isEmpty()) {
            printStandardInput(masks, used);
        }
        return ExitCode.OK.code();
    }

    private void printStandardInput(FieldMasks masks, List<MaskingKey> used) throws IOException {
        try (BufferedReader in = new StandardInput().open()) {
            int number = 0;
            for (String line = in.readLine(); line != null && !lines.hasFailed(); line = in.readLine()) {
                number++;
                if (WhiteSpace.trimmed(line).isEmpty()) {
                    printNoToken();
                } else {
                    print(masks, used, line, "line " + number + ": ");
                }
            }
        } catch (UnreadableTextException e) {
            throw new CommandException(ExitCode.MALFORMED_VALUE, "standard input " + e.getMessage());
        }
    }

    /** Keeps the lines of values and tokens aligned. */
    private void printNoToken() {
        lines.print("", Map.of("field", field, "token", ""));
    }

    /** @param place of the value, for the error, which must not quote the value */
    private void print(FieldMasks masks, List<MaskingKey> used, String value, String place) {
        for (MaskingKey key : used) {
            String token = masks.token(field, value, key).orElseThrow(
                    () -> new CommandException(ExitCode.MALFORMED_VALUE, place + field + " must be " + masks.refusal(field, value)));
            lines.print(token, Map.of("field", field, "token", token));
        }
    }
}
