package io.github.maskroute.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures as a page in Markdown: medians of the rounds, the spread of the rate, and how one way compares to others. */
final class Report {

    private final Map<Way, List<Figures>> rounds;
    private final StringBuilder page = new StringBuilder("""

            | way | messages | messages/s | of each round | client CPU per message | SQS requests per message | statements per message |
            |---|---|---|---|---|---|---|
            """);

    private Report(Map<Way, List<Figures>> rounds) {
        this.rounds = rounds;
    }

    /** @param one the way that is compared to all others */
    static String of(Map<Way, List<Figures>> rounds, Way one) {
        Report report = new Report(rounds);
        rounds.forEach(report::row);
        report.ratios("Messages/s", one, Figures::rate);
        report.ratios("Client CPU per message", one, Figures::cpu);
        return report.page.append("""

                Medians. Queue and database run on the same machine: compare the ratios. Rate and CPU are those after a
                warm-up with half as many messages. A statement is what PostgreSQL counts as a transaction of its own: to
                ask for the types of parameters, as the stock route does each time, is one.
                """).toString();
    }

    private void row(Way way, List<Figures> figures) {
        Rounds rates = rounds(figures, Figures::rate);
        page.append(String.format(Locale.ROOT, "| %s | %,d | %,.0f | %s | %.0f us | %.3f | %.4f |%n", way.words, way.measured,
                rates.median(), rates.each("%,.0f"),
                rounds(figures, Figures::cpu).median(),
                rounds(figures, Figures::requests).median(),
                rounds(figures, Figures::statements).median()));
    }

    private void ratios(String words, Way one, ToDoubleFunction<Figures> value) {
        page.append(String.format(Locale.ROOT, "%n%s:%n", words));
        rounds.keySet().stream().filter(other -> other != one).forEach(other -> {
            Rounds ratios = ratios(rounds.get(one), rounds.get(other), value);
            page.append(String.format(Locale.ROOT, "%n- %s / %s: %.2f (of each round %s)",
                    one.words, other.words, ratios.median(), ratios.each("%.2f")));
        });
        page.append(System.lineSeparator());
    }

    /** Compared within each round, because other load on the machine slows both sides of a round. */
    private static Rounds ratios(List<Figures> one, List<Figures> other, ToDoubleFunction<Figures> value) {
        return new Rounds(IntStream.range(0, one.size())
                .mapToObj(round -> value.applyAsDouble(one.get(round)) / value.applyAsDouble(other.get(round)))
                .toList());
    }

    private static Rounds rounds(List<Figures> figures, ToDoubleFunction<Figures> value) {
        return new Rounds(figures.stream().map(value::applyAsDouble).toList());
    }
}
