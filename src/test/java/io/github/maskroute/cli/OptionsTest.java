package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.cli.command.FieldWords;
import io.github.maskroute.cli.command.InstantConverter;
import io.github.maskroute.cli.command.MalformedArgument;
import io.github.maskroute.cli.command.WholeNumber;
import io.github.maskroute.cli.command.WordConverter;
import io.github.maskroute.testing.TestDrain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;

/** Error, help and completion of each option of each command name the same accepted values. */
class OptionsTest {

    /** Options and arguments that accept any text, path or name. Decide on each addition. */
    private static final Set<String> FREE = Set.of("--settings", "--keyset", "--kek", "--field", "--csv", "--column", "--actor", "--token",
            "--head", "--table", "--values", "--from", "--wrapped", "--routes", "--against", "--route", "--queue", "--type", "--as",
            "--rejects", "--s3-endpoint", "TYPE", "--junit", "unmask --reason", "forget --reason", "--mask", "VALUE", "TOKEN", "FOLDER",
                    "FILE", "ID");

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("arguments")
    void shouldNameAcceptedValuesInHelpAndError(String command, String name, ArgSpec argument) throws Exception {
        String help = String.join(" ", argument.description());
        for (ITypeConverter<?> converter : argument.converters()) {
            assertThatThrownBy(() -> converter.convert("frob")).isInstanceOf(MalformedArgument.class).hasMessageStartingWith("must be ");
            if (converter instanceof WordConverter<?> words) {
                assertThat(argument.completionCandidates()).containsExactlyElementsOf(words);
                for (String word : words) {
                    assertThat(converter.convert(word)).isNotNull();
                    assertThat(help).contains(word);
                    assertThatThrownBy(() -> converter.convert("frob")).hasMessageContaining(word);
                }
            }
            if (converter instanceof WholeNumber number) {
                assertThat(help).contains(number.range());
                assertThatThrownBy(() -> converter.convert("frob")).hasMessageContaining(number.range());
            }
            if (converter instanceof InstantConverter) {
                assertThat(help).contains(command.equals("audit") && name.equals("--until") ? "before this time" : InstantConverter.RULE);
            }
        }
    }

    @Test
    void shouldHaveConverterForFixedWordsAndNumbers() {
        Set<Object> free = arguments().map(Arguments::get).filter(each -> ((ArgSpec) each[2]).converters().length == 0)
                .map(each -> each[1].equals("--reason") ? each[0] + " --reason" : each[1]).collect(Collectors.toSet());

        assertThat(free).isEqualTo(FREE);
    }

    @Test
    void shouldAcceptModesAndNumbersOfTheSettings() {
        assertThat(new ModeWord()).allMatch(word -> TestDrain.shipped(Map.of("maskroute.run.mode", word)).run().mode().word().equals(word));
        assertThat(TestDrain.shipped(Map.of("maskroute.run.max-messages", Integer.toString(WholeNumber.MAX))).run().maxMessages())
                .hasValue(WholeNumber.MAX);
    }

    @Test
    void shouldOfferMaskedFieldsOfTheRoutes() {
        assertThat(new FieldWords()).containsExactly("device_id", "ip");
    }

    private static Stream<Arguments> arguments() {
        return of(MaskrouteCommand.commandLine());
    }

    /** Leaves out the commands of picocli. */
    private static Stream<Arguments> of(CommandLine line) {
        List<ArgSpec> own = line.getCommandName().matches("help|generate-completion") ? List.of() : line.getCommandSpec().args();
        return Stream.concat(
                own.stream().filter(argument -> argument.arity().max() > 0).map(argument -> Arguments.of(line.getCommandName(),
                        argument instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument.paramLabel(), argument)),
                line.getSubcommands().values().stream().flatMap(OptionsTest::of));
    }
}
