package io.github.maskroute.cli.forget;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.forget.Forgetting;
import java.io.PrintWriter;
import java.util.Map;

/** Prints the result of {@code forget}: numbers to standard output, remedies to standard error. For one thread. */
final class ForgetReport {

    private final Lines lines;
    private final PrintWriter remarks;
    private final boolean dryRun;
    private ExitCode exit = ExitCode.OK;

    ForgetReport(Lines lines, PrintWriter remarks, boolean dryRun) {
        this.lines = lines;
        this.remarks = remarks;
        this.dryRun = dryRun;
    }

    void print(ForgottenLetters.LetterCounts letters) {
        long found = dryRun ? letters.stuck() : letters.deleted();
        lines.print("dead letters: " + (dryRun ? "would delete " : "deleted ") + found,
                Map.of("dead_letters", found, "elsewhere", letters.elsewhere(), "unread", letters.unread(), "dry_run", dryRun));
        if (!dryRun) {
            remark(letters.stuck(), "dead letter(s) could not be deleted; run the command again", ExitCode.LETTERS_LEFT);
        }
        remark(letters.elsewhere(), "dead letter(s) contain such a value outside of the field, or are of another type; inspect"
                + " each with `maskroute dlq export` and `dlq open`, and delete those that concern the person", ExitCode.LETTERS_LEFT);
        remark(letters.unread(), "dead letter(s) are not JSON objects, or are sealed with a key that maskroute.dead-letter.keyset does"
                + " not have;"
                + " they may contain such a value", ExitCode.LETTERS_LEFT);
        remark(letters.cutGroups(), "message group(s) of the dead-letter queue may have letters that SQS shows only after their first"
                + " ten are"
                + " deleted; redrive or purge those, and run the command again", ExitCode.LETTERS_LEFT);
    }

    void print(Forgetting.Result rows) {
        boolean deletes = rows.rule().deletes();
        long found = dryRun ? rows.left() : rows.done();
        String action = deletes ? (dryRun ? "would delete " : "deleted ") : (dryRun ? "would empty " : "emptied ");
        Map<String, Object> object = Map.of("table", rows.rule().table(), "column", rows.rule().column(),
                "do", deletes ? "delete" : "set-null", "rows", found, "dry_run", dryRun);
        lines.print(rows.rule().table() + ", " + rows.rule().column() + ": " + action + found + " row(s)", object);
        if (!dryRun) {
            remark(rows.left(), "row(s) of " + rows.rule().table() + " are left: other sessions add or lock them, a trigger keeps them,"
                    + " or they"
                    + " are in a foreign table; run the command again, or on the server of the foreign table", ExitCode.LEFT_OVER);
        }
    }

    /** @param part the part of the values that is case-sensitive */
    void nothingFound(String part) {
        remarks.println("maskroute: no row was found; case matters in " + part + ": list each spelling that events may have");
    }

    /** The exit code for all results that were printed; after a dry run, for the letters that a run would leave. */
    ExitCode exit() {
        return exit;
    }

    private void remark(long count, String text, ExitCode left) {
        if (count > 0) {
            remarks.println("maskroute: " + count + " " + text);
            exit = left;
        }
    }
}
