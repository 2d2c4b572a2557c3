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
 * What {@code remask} prints: the numbers to standard output, what to do about them to standard error.
 *
 * @param target what new tokens are made by: {@code scheme.key-id}
 */
record RemaskReport(Lines lines, PrintWriter remarks, String target) {

    void print(RemaskResult outcome) {
        SortedMap<String, Long> left = new TreeMap<>();
        outcome.left().forEach((why, rows) -> left.put(why.code(), rows));
        lines.print("rewritten " + outcome.rewritten() + " to " + target + ", left "
                        + left.values().stream().mapToLong(Long::longValue).sum()
                        + (left.isEmpty() ? "" : " " + left) + ", passes " + outcome.passes(),
                Map.of("rewritten", outcome.rewritten(), "to", target, "left", left, "passes", outcome.passes(),
                        "complete", outcome.complete()));
        remarkLeft("", outcome.left());
        remark("", outcome.malformedValues(), "given value(s) break the rule of the field");
        if (!outcome.settled()) {
            remarks.println("maskroute: other old tokens remain; either somebody still writes them: see that all drains use this keyset"
                    + " and these routes, and run the command again; or they are in foreign tables: run it on their own server");
        }
    }

    /**
     * What a dry run found.
     *
     * @param wouldBeLeft rows that a real run would leave, as far as their keys tell
     */
    void print(KeyCounts holdings, Keyset keys, Map<SkipReason, Long> wouldBeLeft) {
        lines.print("to " + target, Map.of("to", target));
        holdings.rowsByKey().forEach((key, rows) -> {
            String state = state(key, keys);
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", key, state, rows), Map.of("key", key, "state", state, "rows", rows));
        });
        if (holdings.withoutToken() > 0) {
            lines.print(String.format(Locale.ROOT, "%-20s %-9s %d", "-", "no-token", holdings.withoutToken()),
                    Map.of("state", "no-token", "rows", holdings.withoutToken()));
        }
        remarkLeft("would be left: ", wouldBeLeft);
    }

    private String state(String key, Keyset keys) {
        return keys.entries().stream()
                .filter(entry -> key.equals(entry.name()))
                .map(entry -> entry.key() == null ? "disabled" : key.equals(target) ? "present" : "old")
                .findFirst().orElse("unknown");
    }

    private void remarkLeft(String what, Map<SkipReason, Long> left) {
        for (SkipReason why : SkipReason.values()) {
            remark(what, left.getOrDefault(why, 0L), "row(s) " + why.description());
        }
    }

    private void remark(String what, long count, String words) {
        if (count > 0) {
            remarks.println("maskroute: " + what + count + " " + words);
        }
    }
}
