package io.github.maskroute.cli.command;

import io.github.maskroute.audit.AuditRefusedException;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.db.PoolerException;
import io.github.maskroute.db.SqlFault;
import io.github.maskroute.mask.MaskingException;
import io.github.maskroute.network.MalformedProxyException;
import io.github.maskroute.sqs.SqsFault;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Maps what a command throws to its exit code and to the line that it prints.
 *
 * @param message one line with problem and remedy, which quotes no value
 */
public record Failure(ExitCode exit, String message) {

    public static Failure of(Throwable thrown) {
        if (thrown instanceof CommandException failure) {
            return new Failure(failure.exit(), String.valueOf(failure.getMessage()));
        }
        if (thrown instanceof SdkException failed) {
            return of(failed);
        }
        if (thrown instanceof SQLException || thrown instanceof FlywayException) {
            return of(SqlFault.of(thrown));
        }
        ExitCode exit = exitCode(thrown);
        return new Failure(exit, exit == ExitCode.UNEXPECTED
                ? "unexpected " + thrown.getClass().getName() : String.valueOf(thrown.getMessage()));
    }

    private static Failure of(SdkException failed) {
        SqsFault fault = SqsFault.of(failed);
        ExitCode exit = fault.away() ? ExitCode.QUEUE_AWAY : ExitCode.QUEUE_REFUSES;
        return new Failure(exit, SqsFault.unasked(failed).orElseGet(() -> fault.away()
                ? "SQS cannot be reached (" + fault.description() + "); check maskroute.queue.endpoint or region, and run the command again"
                : "SQS refuses (" + fault.description() + "); check credentials, region and the rights that docs/dead-letters.md lists"));
    }

    private static Failure of(SqlFault fault) {
        return fault.owner() == SqlFault.Owner.DATABASE
                ? new Failure(ExitCode.DATABASE_AWAY, "the database cannot be reached (" + fault.description()
                        + "); check maskroute.db.url, or try again later")
                : new Failure(ExitCode.DATABASE_REFUSES, "the database refuses (" + fault.description()
                        + "); correct maskroute.db.user, maskroute.db.password or the login's privileges");
    }

    private static ExitCode exitCode(Throwable thrown) {
        if (thrown instanceof MaskingException masking) {
            return exitCode(masking.fault());
        }
        if (thrown instanceof AuditRefusedException refused) {
            return exitCode(refused.fault());
        }
        if (thrown instanceof ConfigurationException || thrown instanceof MalformedProxyException) {
            return ExitCode.SETTINGS;
        }
        return thrown instanceof PoolerException ? ExitCode.DATABASE_REFUSES : ExitCode.UNEXPECTED;
    }

    private static ExitCode exitCode(MaskingException.Fault fault) {
        return switch (fault) {
            case NO_TOKEN -> ExitCode.NO_TOKEN;
            case NOT_REVERSIBLE -> ExitCode.NOT_REVERSIBLE;
            case UNKNOWN_KEY -> ExitCode.UNKNOWN_KEY;
            case DISABLED_KEY -> ExitCode.DISABLED_KEY;
            case TAMPERED_TOKEN -> ExitCode.TAMPERED_TOKEN;
            case OTHER_FIELD -> ExitCode.OTHER_FIELD;
            case WRONG_KEYSET -> ExitCode.WRONG_KEYSET;
            case UNREADABLE_FILE -> ExitCode.UNREADABLE_FILE;
            case WRONG_KEY_ENCRYPTION_KEY -> ExitCode.WRONG_KEY_ENCRYPTION_KEY;
        };
    }

    private static ExitCode exitCode(AuditRefusedException.Fault fault) {
        return switch (fault) {
            case DAILY_LIMIT, REASON -> ExitCode.AUDIT_REFUSES;
            case NOT_ALLOWED, NO_TABLE, OTHER -> ExitCode.DATABASE_REFUSES;
            case DATABASE_AWAY -> ExitCode.DATABASE_AWAY;
        };
    }
}
