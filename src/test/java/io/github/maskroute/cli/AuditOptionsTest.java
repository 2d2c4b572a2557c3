package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that would do nothing is refused by its name, before any database is asked. */
class AuditOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--head 7                        | --head goes with --verify",
        "--verify --head 7               | --head must be the 64 hexadecimal digits",
        "--csv --json                    | --csv does not go with --json",
        "--verify --csv                  | --csv does not go with --verify",
        "--verify --actor alice          | --actor does not go with --verify",
        "--verify --since 2026-11-01     | --since does not go with --verify",
        "--verify --until 2026-11-01     | --until does not go with --verify",
        "--verify --token siv.0badcafe.x | --token does not go with --verify",
        "--verify --limit 100            | --limit does not go with --verify"})
    void shouldRefuseWhatDoesNothing(String options, String words) {
        String[] args = ("audit " + options).split(" ");

        assertThat(Commands.execute(MaskrouteCommand.commandLine(), args).refused(ExitCode.USAGE).err()).contains(words);
    }
}
