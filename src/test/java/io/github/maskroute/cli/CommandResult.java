package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.cli.command.ExitCode;
import java.util.List;

/** The result of a command line: exit code and output. */
public record CommandResult(int exit, String out, String err) {

    /** Asserts success and an empty standard error. */
    public CommandResult done() {
        assertThat(err).isEmpty();
        assertThat(exit).isEqualTo(ExitCode.OK.code());
        return this;
    }

    /** Asserts this exit code, one line of error and an empty standard output. */
    public CommandResult refused(ExitCode code) {
        assertThat(out).isEmpty();
        return stopped(code);
    }

    /** Asserts this exit code and one line of error. */
    public CommandResult stopped(ExitCode code) {
        assertThat(err).startsWith("maskroute: ").endsWith("\n").hasLineCount(1);
        assertThat(exit).as(err).isEqualTo(code.code());
        return this;
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
