package io.github.maskroute.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.forget.FieldTokens;
import io.github.maskroute.keyset.PublishedKeys;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.mask.TokenMask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ForgetReportTest {

    @Command
    static final class Printing {
        @Mixin
        private final Lines lines = new Lines();
    }

    private final StringWriter remarks = new StringWriter();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dryRunEndsAsTheRunWouldByLettersThatStay(boolean dryRun) {
        for (ForgottenLetters.LetterCounts counts : List.of(new ForgottenLetters.LetterCounts(0, 0, 1, 0, 0),
                new ForgottenLetters.LetterCounts(0, 0, 0, 1, 0), new ForgottenLetters.LetterCounts(0, 0, 0, 0, 1))) {
            ForgetReport report = report(dryRun);
            report.print(counts);
            assertThat(report.exit()).isEqualTo(ExitCode.LETTERS_LEFT);
        }
        assertThat(remarks.toString()).hasLineCount(3);
    }

    @Test
    void shouldNotCountLettersOfDryRunAsLeft() {
        ForgetReport report = report(true);
        report.print(new ForgottenLetters.LetterCounts(0, 7, 0, 0, 0));
        assertThat(report.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldHintAtCaseOfMailboxNames() {
        assertThat(tokens(FieldKind.TEXT).caseOfValues()).isEmpty();
        report(false).nothingFound(tokens(FieldKind.EMAIL).caseOfValues().orElseThrow());
        assertThat(remarks.toString()).contains("no row was found; case matters in the mailbox name, before the @: list each spelling");
    }

    private static FieldTokens tokens(FieldKind kind) {
        return new FieldTokens("email", List.of(new TokenMask(kind, Scheme.HMAC, "email")), PublishedKeys.keyset());
    }

    private ForgetReport report(boolean dryRun) {
        Printing printing = new Printing();
        new CommandLine(printing).setOut(new PrintWriter(new StringWriter()));
        return new ForgetReport(printing.lines, new PrintWriter(remarks, true), dryRun);
    }
}
