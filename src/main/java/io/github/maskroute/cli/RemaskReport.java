package io.github.maskroute.cli;

import io.github.maskroute.cli.command.Lines;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.remask.KeyCounts;
import io.github.maskroute.remask.RemaskResult;
import io.github.maskroute.remask.SkipReason;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prints the result of {@code remask}: numbers to standard output, remedies to standard error.
 *
 * @param target the key of new tokens, as {@code scheme.key-id}
 */
record RemaskReport(Lines lines, PrintWriter remarks, String target) {

    void print(RemaskResult result) {
        SortedMap<String, Long> left = new TreeMap<>();
        result.left().forEach((why, rows) -> left.put(why.code(), rows));
        lines.print("rewritten " + result.rewritten() + " to " + target + ", left "
                        + left.values().stream().mapToLong(Long::longValue).sum()
                        + (left.isEmpty() ? "" : " " + left) + ", passes " + result.passes(),
                Map.of("rewritten", result.rewritten(), "to", target, "left", left, "passes", result.passes(),
                        "complete", result.complete()));
        remarkLeft("", result.left());
        remark("", result.malformedValues(), "given value(s) break the rule of the field");
        if (!result.settled()) {
            remarks.println("maskroute: other old tokens remain. If a drain still writes them, make all drains use this keyset and these"
                    + " routes, and run the command again. If they are in foreign tables, run it on the server of those tables");
        }
    }

    /**
     * Prints the result of a dry run.
     *
     * @param wouldBeLeft rows that a real run would leave, as far as their keys show
     */
    void print(KeyCounts counts, Keyset keys, Map<SkipReason, Long> wouldBeLeft) {
        lines.print("to " + target, Map.of("to", target));
        counts.rowsByKey().forEach((key, rows) -> {
            String state = state(key, keys);
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", key, state, rows), Map.of("key", key, "state", state, "rows", rows));
        });
        if (counts.withoutToken() > 0) {
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", "-", "no-token", counts.withoutToken()),
                    Map.of("state", "no-token", "rows", counts.withoutToken()));
        }
        remarkLeft("would be left: ", wouldBeLeft);
    }

    private String state(String key, Keyset keys) {
        return keys.entries().stream()
                .filter(entry -> key.equals(entry.name()))
                .map(entry -> entry.key() == null ? "disabled" : key.equals(target) ? "present" : "old")
                .findFirst().orElse("unknown");
    }

    private void remarkLeft(String prefix, Map<SkipReason, Long> left) {
        for (SkipReason why : SkipReason.values()) {
            remark(prefix, left.getOrDefault(why, 0L), "row(s) " + why.description());
        }
    }

    private void remark(String prefix, long count, String text) {
        if (count > 0) {
            remarks.println("maskroute: " + prefix + count + " " + text);
        }
    }
}
