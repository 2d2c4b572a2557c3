package io.github.maskroute.cli;

import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What a command is at, said on standard error with the time that it takes, where that is a terminal; when it is done, the line is gone. */
record Waiting(String task) {

    private static final int UNKNOWN = -1;

    /** Does the work, which must not print. */
    <T> T during(Callable<T> work) throws Exception {
        if (!Boolean.getBoolean("cli.terminal")) {
            return work.call();
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(UNKNOWN)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .clearDisplayOnFinish()
                .build();
        try {
            return work.call();
        } finally {
            bar.close();
        }
    }
}
