package io.github.maskroute.cli;

import io.github.maskroute.StartException;
import io.github.maskroute.batch.WriteFault;
import io.github.maskroute.mask.MaskingException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;

/** How a command ends. */
enum ExitCode {

    OK(0, "done"),
    UNEXPECTED(1, "an error that should not be; for run: it cannot start as it is set up"),
    USAGE(2, "unknown or missing option or argument"),
    SETTINGS(3, "a setting is missing or malformed"),
    MALFORMED_VALUE(4, "a value breaks the rule of its field"),
    NO_TOKEN(10, "not a token"),
    NOT_REVERSIBLE(11, "a token that cannot be decoded"),
    UNKNOWN_KEY(12, "a key that the keyset does not have"),
    DISABLED_KEY(13, "a disabled key"),
    TAMPERED_TOKEN(14, "a token that its key did not make"),
    OTHER_FIELD(15, "a token of another field"),
    WRONG_KEYSET(16, "a keyset that does not fit"),
    UNREADABLE_FILE(17, "a file that is missing, malformed, or open to others"),
    WRONG_KEY_ENCRYPTION_KEY(18, "a key-encryption key that does not fit"),
    DATABASE_AWAY(20, "the database cannot be reached"),
    DATABASE_REFUSES(21, "the database refuses: a privilege or a table is missing"),
    AUDIT_REFUSES(22, "the audit takes no record: reason or daily limit"),
    CHAIN_BROKEN(23, "the chain of the audit is broken"),
    LEFT_OVER(24, "some tokens could not be rewritten");

    private final int code;
    private final String words;

    ExitCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    int code() {
        return code;
    }

    /** For {@code --help}: code and words of each. */
    static String[] list() {
        return Arrays.stream(values()).map(exit -> String.format(Locale.ROOT, " %2d:%s", exit.code, exit.words)).toArray(String[]::new);
    }

    /** The code for what a command threw. */
    static ExitCode of(Throwable thrown) {
        if (thrown instanceof CommandException failure) {
            return failure.exit();
        }
        if (thrown instanceof MaskingException masking) {
            return valueOf(masking.fault().name());
        }
        if (thrown instanceof StartException) {
            return SETTINGS;
        }
        if (thrown instanceof SQLException || thrown instanceof FlywayException) {
            return WriteFault.of(thrown).owner() == WriteFault.Owner.DATABASE ? DATABASE_AWAY : DATABASE_REFUSES;
        }
        return UNEXPECTED;
    }

    /** One line about what a command threw, without any value. */
    static String words(Throwable thrown) {
        return switch (of(thrown)) {
            case UNEXPECTED -> "unexpected " + thrown.getClass().getName();
            case DATABASE_AWAY -> thrown instanceof CommandException ? String.valueOf(thrown.getMessage())
                    : "the database cannot be reached (" + WriteFault.of(thrown).description() + "); check maskroute.db.url, or try again later";
            case DATABASE_REFUSES -> thrown instanceof CommandException ? String.valueOf(thrown.getMessage())
                    : "the database refuses (" + WriteFault.of(thrown).description()
                            + "); mend maskroute.db.user, maskroute.db.password or privileges, or run `maskroute migrate`";
            default -> String.valueOf(thrown.getMessage());
        };
    }
}
