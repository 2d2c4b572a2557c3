package io.github.maskroute.cli.command;

/** The rule of the reasons that the audit records. */
public final class AuditReason {

    private static final int MIN_LENGTH = 10;

    private AuditReason() {}

    /** @throws CommandException if the reason is too short */
    public static String checked(String reason) {
        if (reason.strip().length() < MIN_LENGTH) {
            throw new CommandException(ExitCode.AUDIT_REFUSES,
                    "--reason must be at least ten characters long; give a reason that others understand");
        }
        return reason;
    }
}
