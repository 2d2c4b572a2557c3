package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private static final LongSupplier NOT_CALLED = () -> {
        throw new AssertionError("the size is not needed");
    };

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
    void shouldShowStepsOnTerminal() {
        System.setProperty("cli.terminal", "true");
        try (ConsoleProgress progress = new ConsoleProgress(true, " letters", 1, "")) {
            progress.start("deleting", () -> 40);
            progress.stepBy(30);
            progress.stepBy(10);
        }

        assertThat(printed()).contains("deleting").contains("40/40 letters");
    }

    @Test
    void shouldShowOneBarForEachPassWithCountOfRows() {
        System.setProperty("cli.terminal", "true");
        try (ConsoleProgress progress = ConsoleProgress.ofBlocks("rows rewritten")) {
            progress.passBegins(1, 7);
            progress.reached(7, 5);
            progress.passBegins(2, 8);
            progress.reached(8, 6);
        }

        assertThat(printed()).contains("pass 1", "7/7 blocks", "5 rows rewritten", "pass 2", "8/8 blocks", "6 rows rewritten");
    }

    @Test
    void shouldShowNothingIfNotWantedOrWithoutTerminal() {
        for (boolean terminal : new boolean[] {true, false}) {
            System.setProperty("cli.terminal", Boolean.toString(terminal));
            try (ConsoleProgress progress = new ConsoleProgress(!terminal, " letters", 1, "")) {
                progress.start("deleting", NOT_CALLED);
                progress.stepBy(1);
                progress.reached(1, 1);
            }
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldWrapStreamOnTerminalOnly() throws IOException {
        InputStream in = new ByteArrayInputStream(new byte[1024]);

        assertThat(ConsoleProgress.wrap(in, "decoding", 1024)).isSameAs(in);
        System.setProperty("cli.terminal", "true");
        try (InputStream wrapped = ConsoleProgress.wrap(in, "decoding", 1024)) {
            assertThat(wrapped.readAllBytes()).hasSize(1024);
        }
        assertThat(printed()).contains("decoding").contains("1/1 KiB");
    }

    private String printed() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
