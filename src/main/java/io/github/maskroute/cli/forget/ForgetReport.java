package io.github.maskroute.cli.forget;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.forget.Forgetting;
import java.io.PrintWriter;
import java.util.Map;

/** What {@code forget} prints: the numbers to standard output, what to do about them to standard error. For one thread. */
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

    void print(ForgottenLetters.Counts letters) {
        long found = dryRun ? letters.stuck() : letters.deleted();
        lines.print("dead letters: " + (dryRun ? "would delete " : "deleted ") + found,
                Map.of("dead_letters", found, "elsewhere", letters.elsewhere(), "unread", letters.unread(), "dry_run", dryRun));
        if (!dryRun) {
            remark(letters.stuck(), "dead letter(s) could not be deleted; run the command again", ExitCode.LETTERS_LEFT);
        }
        remark(letters.elsewhere(), "dead letter(s) hold such a value in another place than the field, or are of another type; look at"
                + " each with `maskroute dlq export` and `dlq open`, and delete those that are meant", ExitCode.LETTERS_LEFT);
        remark(letters.unread(), "dead letter(s) are no JSON object, or are sealed by a key that maskroute.dead-letter.keyset does not have:"
                + " whether such a value is in them is not known", ExitCode.LETTERS_LEFT);
        remark(letters.cutGroups(), "message group(s) of the dead-letter queue may have letters that SQS shows only once their first ten are"
                + " gone; redrive or purge those, and run the command again", ExitCode.LETTERS_LEFT);
    }

    void print(Forgetting.Result rows) {
        boolean deletes = rows.rule().deletes();
        long found = dryRun ? rows.left() : rows.done();
        String deed = deletes ? (dryRun ? "would delete " : "deleted ") : (dryRun ? "would empty " : "emptied ");
        Map<String, Object> object = Map.of("table", rows.rule().table(), "column", rows.rule().column(),
                "do", deletes ? "delete" : "set-null", "rows", found, "dry_run", dryRun);
        lines.print(rows.rule().table() + ", " + rows.rule().column() + ": " + deed + found + " row(s)", object);
        if (!dryRun) {
            remark(rows.left(), "row(s) of " + rows.rule().table() + " are still there: others add or hold them, a trigger keeps them, or they"
                    + " are in a foreign table; run the command again, or on their own server", ExitCode.LEFT_OVER);
        }
    }

    /** @param part of the values in which capitals count */
    void nothingFound(String part) {
        remarks.println("maskroute: no row was found; capitals count in " + part + ": give each spelling that events may have");
    }

    /** How the command ends, by all that was printed; a dry run as well, of letters that a run would leave. */
    ExitCode exit() {
        return exit;
    }

    private void remark(long count, String words, ExitCode left) {
        if (count > 0) {
            remarks.println("maskroute: " + count + " " + words);
            exit = left;
        }
    }
}
