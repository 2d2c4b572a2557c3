package io.github.maskroute.cli.dlq;

import java.util.OptionalLong;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error, where that is a terminal: letters that are done with. For one thread. */
final class LetterBar implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    /**
     * Begins.
     *
     * @param wanted whether to show it, if there is a terminal
     * @param size about how many there are, if that is known; asked only if it is shown
     */
    LetterBar(String task, boolean wanted, Supplier<OptionalLong> size) {
        bar = !wanted || !Boolean.getBoolean("cli.terminal") ? null : new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(size.get().orElse(-1))
                .setUnit(" letters", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    void stepBy(int letters) {
        if (bar != null) {
            bar.stepBy(letters);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
