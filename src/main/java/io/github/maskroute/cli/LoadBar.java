package io.github.maskroute.cli;

import io.github.maskroute.load.Loader.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a load is: a bar on standard error where that is a terminal, else a line there every ten seconds. For one thread. */
final class LoadBar implements AutoCloseable {

    /** From one look to the next. */
    static final int MILLIS = 250;

    private static final int LOOKS_OF_A_LINE = 40;
    private static final int MEBIBYTE = 1 << 20;

    private final PrintWriter err;
    private final boolean quiet;
    private final @Nullable ProgressBar bar;
    private int looks;

    /**
     * @param size bytes of all sources; {@link io.github.maskroute.load.Source#UNKNOWN} if nobody knows
     * @param quiet shows nothing: what is printed is for machines
     */
    LoadBar(long size, boolean quiet, PrintWriter err) {
        this.err = err;
        this.quiet = quiet;
        bar = quiet || !Boolean.getBoolean("cli.terminal") ? null : new ProgressBarBuilder()
                .setTaskName("loading")
                .setInitialMax(size)
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    void show(Progress progress, long stored) {
        if (bar != null) {
            bar.stepTo(progress.bytes()).setExtraMessage(" " + stored + " stored");
        } else if (!quiet && ++looks % LOOKS_OF_A_LINE == 0) {
            err.println(String.format(Locale.ROOT, "maskroute: %d lines read, %d stored, %d passed by as stored before",
                    progress.lines() + progress.passedBy(), stored, progress.passedBy()));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
