package io.github.maskroute.cli.command;

import io.github.maskroute.audit.AuditRefusedException;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.MalformedProxyException;
import io.github.maskroute.sqs.SqsFault;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.core.exception.SdkException;

/** How a command ends. */
public enum ExitCode {

    OK(0, "done"),
    UNEXPECTED(1, "an unexpected error"),
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
    WRONG_KEYSET(16, "a keyset that does not fit"),
    UNREADABLE_FILE(17, "a file that is missing, malformed, or open to others"),
    WRONG_KEY_ENCRYPTION_KEY(18, "a key-encryption key that does not fit"),
    DATABASE_AWAY(20, "the database cannot be reached"),
    DATABASE_REFUSES(21, "the database refuses: a privilege or a table is missing, or a pooler is in the way"),
    AUDIT_REFUSES(22, "the audit takes no record: reason or daily limit"),
    CHAIN_BROKEN(23, "the chain of the audit is broken"),
    LEFT_OVER(24, "some tokens could not be rewritten, or rows not forgotten"),
    QUEUE_AWAY(30, "SQS cannot be reached"),
    QUEUE_REFUSES(31, "SQS refuses: a queue, credentials or a right is missing"),
    NO_LETTER(32, "no such dead letter"),
    LETTERS_LEFT(33, "some dead letters could not be sent back or deleted"),
    NOT_CONFIRMED(34, "what cannot be undone was not confirmed"),
    DAMAGED_EXPORT(35, "an export that was altered or cut, or that another key sealed"),
    NOT_WELL(40, "a check of doctor failed"),
    ROUTES_REFUSED(41, "a file of the routes would not be taken"),
    CASES_FAILED(42, "a case of an event type is not so, or no case was found"),
    NO_TYPE(43, "no event type can be made of the samples, or not by that name"),
    LINES_LEFT(50, "some lines of a load were not stored");

    private final int code;
    private final String words;

    ExitCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    public int code() {
        return code;
    }

    /** For {@code --help}: code and words. */
    public String listed() {
        return String.format(Locale.ROOT, " %2d:%s", code, words);
    }

    /** How each command may end. */
    public static Set<ExitCode> ofAll() {
        return EnumSet.of(OK, UNEXPECTED, USAGE, OUTPUT_FAILED);
    }

    /** How this command may end, by its {@link Exits}. */
    public static Set<ExitCode> of(CommandSpec command) {
        Set<ExitCode> exits = ofAll();
        AnnotatedElement own = command.userObject() instanceof Method method ? method : command.userObject().getClass();
        Optional.ofNullable(own.getAnnotation(Exits.class)).ifPresent(declared -> exits.addAll(List.of(declared.value())));
        return exits;
    }

    /** The code for what a command threw. */
    public static ExitCode of(Throwable thrown) {
        if (thrown instanceof CommandException failure) {
            return failure.exit();
        }
        if (thrown instanceof MaskingException masking) {
            return of(masking.fault());
        }
        if (thrown instanceof ConfigurationException || thrown instanceof MalformedProxyException) {
            return SETTINGS;
        }
        if (thrown instanceof AuditRefusedException refused) {
            return of(refused.fault());
        }
        if (thrown instanceof SdkException failed) {
            return SqsFault.of(failed).away() ? QUEUE_AWAY : QUEUE_REFUSES;
        }
        if (thrown instanceof PoolerException) {
            return DATABASE_REFUSES;
        }
        if (isOfDatabase(thrown)) {
            return SqlFault.of(thrown).owner() == SqlFault.Owner.DATABASE ? DATABASE_AWAY : DATABASE_REFUSES;
        }
        return UNEXPECTED;
    }

    /** One line about what a command threw, without any value. */
    public static String words(Throwable thrown) {
        ExitCode exit = of(thrown);
        if (exit == UNEXPECTED) {
            return "unexpected " + thrown.getClass().getName();
        }
        if (thrown instanceof SdkException failed) {
            return SqsFault.unasked(failed).orElseGet(() -> words(SqsFault.of(failed)));
        }
        if (!isOfDatabase(thrown)) {
            return String.valueOf(thrown.getMessage());
        }
        String fault = SqlFault.of(thrown).description();
        return exit == DATABASE_AWAY
                ? "the database cannot be reached (" + fault + "); check maskroute.db.url, or try again later"
                : "the database refuses (" + fault + "); mend maskroute.db.user, maskroute.db.password or the login's privileges";
    }

    private static String words(SqsFault fault) {
        return fault.away()
                ? "SQS cannot be reached (" + fault.description() + "); check maskroute.queue.endpoint or region, and run the command again"
                : "SQS refuses (" + fault.description() + "); check credentials, region and the rights that docs/dead-letters.md lists";
    }

    private static ExitCode of(MaskingException.Fault fault) {
        return switch (fault) {
            case NO_TOKEN -> NO_TOKEN;
            case NOT_REVERSIBLE -> NOT_REVERSIBLE;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case DISABLED_KEY -> DISABLED_KEY;
            case TAMPERED_TOKEN -> TAMPERED_TOKEN;
            case OTHER_FIELD -> OTHER_FIELD;
            case WRONG_KEYSET -> WRONG_KEYSET;
            case UNREADABLE_FILE -> UNREADABLE_FILE;
            case WRONG_KEY_ENCRYPTION_KEY -> WRONG_KEY_ENCRYPTION_KEY;
        };
    }

    private static ExitCode of(AuditRefusedException.Fault fault) {
        return switch (fault) {
            case DAILY_LIMIT, REASON -> AUDIT_REFUSES;
            case NOT_ALLOWED, NO_TABLE, OTHER -> DATABASE_REFUSES;
            case DATABASE_AWAY -> DATABASE_AWAY;
        };
    }

    private static boolean isOfDatabase(Throwable thrown) {
        return thrown instanceof SQLException || thrown instanceof FlywayException;
    }
}
