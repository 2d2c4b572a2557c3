package io.github.maskroute.cli.command;

import io.github.maskroute.remask.RemaskProgress;
import java.io.InputStream;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error if that is a terminal; otherwise shows nothing. For one thread. */
public final class ConsoleProgress implements RemaskProgress, AutoCloseable {

    /** From one update of the bar to the next. */
    public static final int UPDATE_MILLIS = 250;

    private final boolean shown;
    private final String unit;
    private final int unitSize;
    private final String counted;
    private @Nullable ProgressBar bar;

    /**
     * @param wanted false shows nothing on a terminal either
     * @param unit of the numbers on the bar, for example {@code  letters}
     * @param unitSize how many steps are one unit
     * @param counted names what {@link #reached} counts beside the bar
     */
    public ConsoleProgress(boolean wanted, String unit, int unitSize, String counted) {
        this.shown = wanted && isTerminal();
        this.unit = unit;
        this.unitSize = unitSize;
        this.counted = counted;
    }

    /** Shows the blocks of a table, and a count of rows beside them. */
    public static ConsoleProgress ofBlocks(String counted) {
        return new ConsoleProgress(true, " blocks", 1, counted);
    }

    /** Whether a person can read standard error and answer a question. */
    public static boolean isTerminal() {
        return Boolean.getBoolean("cli.terminal");
    }

    /** A stream that shows how much of it was read. @param size in bytes; -1 if unknown */
    public static InputStream wrap(InputStream in, String task, long size) {
        return isTerminal() ? ProgressBar.wrap(in, builder(task, size, " KiB", 1024)) : in;
    }

    /**
     * Starts a bar in place of the one before.
     *
     * @param size is called only if the bar is shown; -1 if unknown
     */
    public void start(String task, LongSupplier size) {
        end();
        if (shown) {
            bar = builder(task, size.getAsLong(), unit, unitSize).build();
        }
    }

    public void stepBy(int steps) {
        if (bar != null) {
            bar.stepBy(steps);
        }
    }

    @Override
    public void passBegins(int number, long blocks) {
        start("pass " + number, () -> blocks);
    }

    @Override
    public void reached(long steps, long count) {
        if (bar != null) {
            bar.stepTo(steps).setExtraMessage(" " + count + " " + counted);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the bar and its line, so that other output can follow. */
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static ProgressBarBuilder builder(String task, long size, String unit, int unitSize) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(size)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err));
    }
}
