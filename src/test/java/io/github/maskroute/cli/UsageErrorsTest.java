package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error of an invalid command line is one line with the wrong word and the valid words, and without values. */
class UsageErrorsTest {

    private static final String RAW = "198.51.100.7";

    @ParameterizedTest
    @ValueSource(strings = {
        "RAW", "--RAW", "-RAW", "mask --RAW", "mask --field", "mask --field ip --all-keys=RAW", "mask --field --keyset=RAW",
        "unmask --keyset keys --reason --field=RAW", "unmask --RAW token", "unmask RAW", "unmask --reason RAW --reason RAW",
        "audit RAW", "audit --since RAW", "audit --until RAWTRAW", "audit --limit RAW", "migrate RAW", "run RAW", "run --RAW",
        "doctor RAW", "doctor --RAW",
        "run --mode RAW", "run --mode", "run --max-messages RAW", "run --mode drain --max-messages 0", "run --max-duration RAW",
        "dlq", "dlq RAW", "dlq show", "dlq list RAW", "dlq redrive --max RAW", "dlq purge --since RAW", "dlq export", "dlq open a RAW",
        "keys", "keys RAW", "keys add", "keys add RAW", "keys promote hmac", "keys promote RAW id", "keys list RAW", "help RAW"})
    void shouldPrintOneLineWithoutArguments(String line) {
        CommandResult result = run(line.replace("RAW", RAW).split(" ")).refused(ExitCode.USAGE);

        assertThat(result.err()).contains(" --help`").doesNotContain(RAW).doesNotContain("198");
    }

    /** Arguments in the place of a value are not quoted, even if they look like words. */
    @ParameterizedTest
    @ValueSource(strings = {
        "mask --field alice bob", "mask --field ip -alice", "unmask --keyset keys --reason alice token", "unmask -alice", "audit alice",
        "dlq show alice bob", "dlq open alice bob", "keys promote alice", "remask --table alice --column bob carol", "check alice",
        "audit --head alice", "mask --field ip --all-keys=alice", "mask --fields=alice", "dlq list alice"})
    void shouldNotQuoteValueThatLooksLikeAWord(String line) {
        assertThat(run(line.split(" ")).err()).isNotEmpty().doesNotContain("alice", "bob", "carol");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "unmask token                     | missing --reason, --keyset; see `maskroute unmask --help`",
        "keys promote                     | missing KEY; see",
        "mask --field                     | missing value of --field: FIELD; see",
        "mask --field ip --field ip       | --field is given twice; see",
        "mask --field ip --all-keys=no    | --all-keys accepts no value; see",
        "keys                             | missing command: add, disable, enable, export, list or promote; see `maskroute keys --help`",
        "dlq frob                         | unknown command frob; the commands are list, show, redrive, export, open, purge, add-key; see",
        "dlq lst                          | unknown command lst, did you mean list? The commands are list, show, redrive, export, open,",
        "dlq LIST                         | unknown command LIST, did you mean list? The commands are",
        "keys rotate                      | unknown command rotate; the commands are add, disable, enable, export, list, promote; see",
        "unmaks                           | unknown command unmaks, did you mean unmask? The commands are run, migrate, mask, unmask,",
        "help dqq                         | unknown command dqq, did you mean dlq? The commands are run, migrate,",
        "mask --filed ip x                | unknown option --filed, did you mean --field? The options are --all-keys, --field, --help,"
                + " --json,",
        "mask --field ip --frob           | unknown option --frob; the options are --all-keys, --field,",
        "doctor --stric                   | unknown option --stric, did you mean --strict? The options are --help, --json, --settings,"
                + " --strict,",
        "run --max-mesages=5              | unknown option --max-mesages, did you mean --max-messages?",
        "audit today                      | audit accepts no argument except options; see",
        "dlq show a b                     | too many arguments: show accepts only ID; see"})
    void shouldNameWrongWordAndValidWords(String line, String expected) {
        assertThat(run(line.split(" ")).refused(ExitCode.USAGE).err()).contains("maskroute: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run --mode foo                   | --mode must be serve or drain, not foo; see `maskroute run --help`",
        "run --mode Drain                 | --mode must be serve or drain, not Drain; did you mean drain?; see",
        "run --max-messages 0             | --max-messages must be a whole number from 1 to 999999999, not 0; see",
        "run --max-duration 5x            | --max-duration must be seconds, minutes or hours: 30s, 10m or 2h, not 5x; see",
        "dlq list --since 5x              | --since must be 2h or 7d ago (s, m, h or d), 2026-11-01 (UTC) or 2026-11-01T12:00:00Z, not"
                + " 5x; see",
        "audit --until yesterday          | --until must be 2h or 7d ago (s, m, h or d), 2026-11-01 (UTC) or 2026-11-01T12:00:00Z, not"
                + " yesterday",
        "audit --since 2026-13-45         | --since must be 2h or 7d ago (s, m, h or d), 2026-11-01 (UTC) or 2026-11-01T12:00:00Z; see",
        "dlq list --max all               | --max must be a whole number from 1 to 999999999, not all; see",
        "audit --limit 0                  | --limit must be a whole number from 1 to 999999999, not 0; see",
        "audit --limit 9999999999         | --limit must be a whole number from 1 to 999999999; see",
        "remask --rows-per-second -1      | --rows-per-second must be a whole number from 0 to 999999999, not -1; see",
        "dlq purge --reason foo           | --reason must be not-json, schema, ip, too-large, constraint, too-old or moved-by-sqs, not foo",
        "dlq redrive --reason too_large   | or moved-by-sqs, not too_large; did you mean too-large?",
        "keys add hmca                    | SCHEME must be hmac, siv or prefix, not hmca; did you mean hmac?; see",
        "keys export --scheme aes x       | --scheme must be hmac, siv or prefix, not aes; see",
        "keys promote aes.531c9b8a        | KEY must be SCHEME.ID, as `maskroute keys list` prints it, with a SCHEME of hmac, siv or"
                + " prefix; see"})
    void shouldNameAcceptedValues(String line, String expected) {
        assertThat(run(line.split(" ")).refused(ExitCode.USAGE).err()).contains(expected);
    }

    private static CommandResult run(String... args) {
        return Commands.execute(MaskrouteCommand.commandLine(), args);
    }
}
