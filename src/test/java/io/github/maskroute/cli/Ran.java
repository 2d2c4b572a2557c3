package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.util.List;

/** What a command line did: its exit code and what it printed. */
public record Ran(int exit, String out, String err) {

    /** Fails unless it did what it was asked to, without a word on standard error. */
    public Ran done() {
        assertThat(err).isEmpty();
        assertThat(exit).isEqualTo(ExitCode.OK.code());
        return this;
    }

    /** Fails unless it was refused, with nothing on standard output. */
    public Ran refused(ExitCode code) {
        assertThat(out).isEmpty();
        return stopped(code);
    }

    /** Fails unless it ended with this code, and one line that says why. */
    public Ran stopped(ExitCode code) {
        assertThat(err).startsWith("maskroute: ").endsWith("\n").hasLineCount(1);
        assertThat(exit).as(err).isEqualTo(code.code());
        return this;
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
