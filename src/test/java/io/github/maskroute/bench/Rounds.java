package io.github.maskroute.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One figure of several rounds. */
record Rounds(List<Double> values) {

    double median() {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** All of them in the order of the rounds. */
    String each(String format) {
        return values.stream().map(value -> String.format(Locale.ROOT, format, value)).collect(Collectors.joining(" "));
    }
}
