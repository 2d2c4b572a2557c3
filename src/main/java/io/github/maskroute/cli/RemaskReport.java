package io.github.maskroute.cli;

import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.remask.Holdings;
import io.github.maskroute.remask.LeftOver;
import io.github.maskroute.remask.Outcome;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code remask} prints: the numbers to standard output, what to do about them to standard error. */
record RemaskReport(Lines lines, PrintWriter remarks) {

    void print(Outcome outcome) {
        SortedMap<String, Long> left = new TreeMap<>();
        outcome.left().forEach((why, rows) -> left.put(why.word(), rows));
        lines.print("rewritten " + outcome.rewritten() + ", left " + left.values().stream().mapToLong(Long::longValue).sum()
                        + (left.isEmpty() ? "" : " " + left) + ", passes " + outcome.passes(),
                Map.of("rewritten", outcome.rewritten(), "left", left, "passes", outcome.passes(), "complete", outcome.complete()));
        for (LeftOver why : LeftOver.values()) {
            remark(outcome.left().getOrDefault(why, 0L), "row(s) " + why.words());
        }
        remark(outcome.malformedValues(), "given value(s) break the rule of the field");
        if (!outcome.settled()) {
            remarks.println("maskroute: somebody still writes old tokens; see that all drains use this keyset and these routes, and run"
                    + " the command again");
        }
    }

    /** @param scheme of the field's new tokens */
    void print(Holdings holdings, Keyset keys, Scheme scheme) {
        holdings.rowsByKey().forEach((key, rows) -> {
            String state = state(key, keys, scheme);
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", key, state, rows), Map.of("key", key, "state", state, "rows", rows));
        });
        if (holdings.withoutToken() > 0) {
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", "-", "no-token", holdings.withoutToken()),
                    Map.of("state", "no-token", "rows", holdings.withoutToken()));
        }
    }

    private static String state(String key, Keyset keys, Scheme scheme) {
        return keys.entries().stream()
                .filter(entry -> key.equals(entry.scheme().word() + "." + entry.id()))
                .map(entry -> entry.key() == null ? "disabled" : entry.primary() && entry.scheme() == scheme ? "present" : "old")
                .findFirst().orElse("unknown");
    }

    private void remark(long count, String words) {
        if (count > 0) {
            remarks.println("maskroute: " + count + " " + words);
        }
    }
}
