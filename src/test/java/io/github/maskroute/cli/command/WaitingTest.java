package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void captureStandardError() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreStandardError() {
        System.setErr(before);
        System.clearProperty("cli.terminal");
    }

    @Test
    void shouldShowTaskOnTerminalAndClearIt() throws Exception {
        System.setProperty("cli.terminal", "true");

        assertThat(new Waiting("checking").during(this::printed)).isEqualTo("checking...");
        assertThat(printed()).isEqualTo("checking...\r           \r");
    }

    @Test
    void shouldClearTaskBeforeError() {
        System.setProperty("cli.terminal", "true");

        assertThatThrownBy(() -> new Waiting("checking").during(() -> {
            throw new IOException("full");
        })).isInstanceOf(IOException.class);
        assertThat(printed()).endsWith("\r           \r");
    }

    @Test
    void shouldShowNothingWithoutTerminal() throws Exception {
        assertThat(new Waiting("checking").during(() -> 7)).isEqualTo(7);
        assertThat(printed()).isEmpty();
    }

    private String printed() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
