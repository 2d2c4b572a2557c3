package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options without effect are refused by name, before the database is used. */
class AuditOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--head 7                        | --head needs --verify",
        "--verify --head 7               | --head must be the 64 hexadecimal digits",
        "--csv --json                    | --csv and --json exclude each other",
        "--verify --csv                  | --csv and --verify exclude each other",
        "--verify --actor alice          | --actor and --verify exclude each other",
        "--verify --since 2026-11-01     | --since and --verify exclude each other",
        "--verify --until 2026-11-01     | --until and --verify exclude each other",
        "--verify --token siv.0badcafe.x | --token and --verify exclude each other",
        "--verify --limit 100            | --limit and --verify exclude each other"})
    void shouldRefuseOptionWithoutEffect(String options, String expected) {
        String[] args = ("audit " + options).split(" ");

        assertThat(Commands.execute(MaskrouteCommand.commandLine(), args).refused(ExitCode.USAGE).err()).contains(expected);
    }
}
