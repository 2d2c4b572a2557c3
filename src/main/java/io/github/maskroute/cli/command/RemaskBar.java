package io.github.maskroute.cli.command;

import io.github.maskroute.remask.RemaskProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error, where that is a terminal: blocks of the table, beside it the rows that are done. For one thread. */
public final class RemaskBar implements RemaskProgress, AutoCloseable {

    private final boolean shown = Boolean.getBoolean("cli.terminal");
    private final String words;
    private @Nullable ProgressBar bar;

    /** @param words for the rows that are done */
    public RemaskBar(String words) {
        this.words = words;
    }

    @Override
    public void passBegins(int number, long blocks) {
        end();
        if (shown) {
            bar = new ProgressBarBuilder()
                    .setTaskName("pass " + number)
                    .setInitialMax(blocks)
                    .setUnit(" blocks", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    @Override
    public void reached(long blocks, long rewritten) {
        if (bar != null) {
            bar.stepTo(blocks).setExtraMessage(" " + rewritten + " " + words);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Leaves the line to whoever prints next. */
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
