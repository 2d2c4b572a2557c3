package io.github.maskroute.cli.command;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The exit codes of the commands. Scripts depend on them: a code never changes its meaning. */
public enum ExitCode {

    OK(0, "success"),
    UNEXPECTED(1, "unexpected error"),
    USAGE(2, "unknown or missing option or argument"),
    SETTINGS(3, "a setting is missing or malformed"),
    MALFORMED_VALUE(4, "a value breaks the rule of its field"),
    OUTPUT_FAILED(5, "standard output could not be written"),
    NO_TOKEN(10, "not a token"),
    NOT_REVERSIBLE(11, "a token that cannot be decoded"),
    UNKNOWN_KEY(12, "a key that the keyset does not have"),
    DISABLED_KEY(13, "a disabled key"),
    TAMPERED_TOKEN(14, "a token that its key did not make"),
    OTHER_FIELD(15, "a token of another field"),
    WRONG_KEYSET(16, "the keyset does not fit"),
    UNREADABLE_FILE(17, "a file that is missing, malformed, or open to others"),
    WRONG_KEY_ENCRYPTION_KEY(18, "the key-encryption key does not fit"),
    DATABASE_AWAY(20, "the database cannot be reached"),
    DATABASE_REFUSES(21, "the database refuses: a privilege or a table is missing, or a pooler prevents it"),
    AUDIT_REFUSES(22, "the audit refuses the record: reason or daily limit"),
    CHAIN_BROKEN(23, "the chain of the audit is broken"),
    LEFT_OVER(24, "some tokens could not be rewritten, or some rows not deleted or emptied"),
    QUEUE_AWAY(30, "SQS cannot be reached"),
    QUEUE_REFUSES(31, "SQS refuses: a queue, credentials or a right is missing"),
    NO_LETTER(32, "the dead letter was not found"),
    LETTERS_LEFT(33, "some dead letters could not be sent back or deleted"),
    NOT_CONFIRMED(34, "an action that cannot be undone was not confirmed"),
    DAMAGED_EXPORT(35, "the export was altered or truncated, or another key sealed it"),
    NOT_WELL(40, "a check of doctor failed"),
    ROUTES_REFUSED(41, "a running drain would refuse a file of the routes"),
    CASES_FAILED(42, "a case of an event type failed, or no case was found"),
    NO_TYPE(43, "no event type can be made from the samples, or its name cannot be used"),
    LINES_LEFT(50, "some lines of a load were not stored");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** Code and meaning, in picocli's form for {@code --help}. */
    public String helpLine() {
        return String.format(Locale.ROOT, " %2d:%s", code, meaning);
    }

    /** The exit codes that every command has. */
    public static Set<ExitCode> common() {
        return EnumSet.of(OK, UNEXPECTED, USAGE, OUTPUT_FAILED);
    }
}
