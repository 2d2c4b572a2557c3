package io.github.maskroute.cli;

import io.github.maskroute.app.FileLoad;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.load.Loader;
import io.github.maskroute.load.Loader.Progress;
import io.github.maskroute.load.Rejects;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Prints the progress and the result of a load. */
record LoadReport(Lines lines, PrintWriter err, Rejects rejects) {

    /**
     * @param passedBy lines that were skipped because the ledger contained them
     * @param stopped whether a signal stopped the load before the last line
     */
    void print(FileLoad.Counts counts, long passedBy, boolean stopped) {
        long storedBefore = passedBy + counts.duplicates();
        SortedMap<String, Long> rejected = rejects.counts();
        Long left = rejected.remove(Loader.LEFT);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("stored", counts.stored());
        object.put("stored_before", storedBefore);
        object.put("rejected", rejected);
        object.put("left", left == null ? 0 : left);
        object.put("stopped", stopped);
        lines.print("stored " + counts.stored() + ", stored before " + storedBefore + ", rejected " + withReasons(rejected)
                + (left == null ? "" : ", left " + left), object);
        if (!isClean()) {
            err.println("maskroute: these lines are in " + rejects.files());
        }
        if (stopped) {
            err.println("maskroute: stopped before the last line; run the command again to continue");
        }
    }

    /** Prints a line of progress to standard error, unless a progress bar or JSON is printed. */
    void printProgress(Progress progress, long stored) {
        if (!lines.json() && !ConsoleProgress.isTerminal()) {
            err.println(String.format(Locale.ROOT, "maskroute: %d lines read, %d stored, %d skipped as stored before",
                    progress.lines() + progress.passedBy(), stored, progress.passedBy()));
        }
    }

    /** Whether no line was rejected or left. */
    boolean isClean() {
        return rejects.counts().isEmpty();
    }

    private static String withReasons(SortedMap<String, Long> rejected) {
        long all = rejected.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? "0" : all + rejected.entrySet().stream().map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
