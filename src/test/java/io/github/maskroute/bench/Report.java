package io.github.maskroute.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures as a page in Markdown: medians of the rounds, and the spread of the rate. */
final class Report {

    private Report() {}

    static String of(Map<Way, List<Figures>> rounds) {
        StringBuilder page = new StringBuilder("""

                | way | messages | messages/s | of each round | client CPU per message | SQS requests per message | statements per message |
                |---|---|---|---|---|---|---|
                """);
        rounds.forEach((way, figures) -> page.append(row(way, figures)));
        page.append("\nMessages/s:\n");
        ratio(page, rounds, Way.HAND_WRITTEN);
        ratio(page, rounds, Way.STOCK);
        return page.append("""


                Medians. Queue and database run on the same machine: compare the ratios. Rate and CPU are those after a
                warm-up with half as many messages. A statement is what PostgreSQL counts as a transaction of its own: to
                ask for the types of parameters, as the stock route does each time, is one.
                """).toString();
    }

    private static String row(Way way, List<Figures> figures) {
        return String.format(Locale.ROOT, "| %s | %,d | %,.0f | %s | %.0f us | %.3f | %.4f |%n", way.words, way.measured,
                median(figures, Figures::rate),
                figures.stream().map(round -> String.format(Locale.ROOT, "%,.0f", round.rate())).collect(Collectors.joining(" ")),
                median(figures, Figures::cpu),
                median(figures, Figures::requests),
                median(figures, Figures::statements));
    }

    /** Of each round by itself, so that a machine that is busy for a while slows both sides. */
    private static void ratio(StringBuilder page, Map<Way, List<Figures>> rounds, Way other) {
        List<Figures> drain = rounds.get(Way.DRAIN);
        List<Double> ratios = IntStream.range(0, drain.size())
                .mapToObj(round -> drain.get(round).rate() / rounds.get(other).get(round).rate())
                .toList();
        page.append(String.format(Locale.ROOT, "%n- drain / %s: %.2f (of each round %s)", other.words, median(ratios, Double::doubleValue),
                ratios.stream().map(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).collect(Collectors.joining(" "))));
    }

    private static <T> double median(List<T> items, ToDoubleFunction<T> value) {
        double[] sorted = items.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
