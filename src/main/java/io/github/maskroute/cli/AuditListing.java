package io.github.maskroute.cli;

import io.github.maskroute.audit.AuditRecord;
import io.github.maskroute.audit.AuditTrail;
import io.github.maskroute.audit.Filter;
import io.github.maskroute.cli.command.Lines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Prints records of the audit as text, as JSON, which is exact, or as CSV. For one thread. */
record AuditListing(AuditTrail trail, Filter filter) {

    private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n')
            .setHeader("id", "at", "actor", "actor_host", "reason", "token_hash", "count", "prev_hash", "hash").get();

    /** Prints one line for each record. @return the number of records */
    long print(Lines lines) {
        AtomicLong printed = new AtomicLong();
        trail.forEach(filter, row -> {
            lines.print(line(row), fields(row));
            printed.incrementAndGet();
        });
        return printed.get();
    }

    void printCsv(PrintWriter out) throws IOException {
        try (CSVPrinter printer = CSV.print(out)) {
            trail.forEach(filter, row -> {
                try {
                    printer.printRecord(cells(row).values());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String line(AuditRecord row) {
        return String.format(Locale.ROOT, "%d  %s  %s (%s)  %d  %s  %.12s…", row.id(), row.at().truncatedTo(ChronoUnit.SECONDS),
                printable(row.actor()), printable(row.actorHost()), row.count(), printable(row.reason()), row.tokenHash());
    }

    private static Map<String, Object> fields(AuditRecord row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", row.id());
        fields.put("at", row.at().toString());
        fields.put("actor", row.actor());
        fields.put("actor_host", row.actorHost());
        fields.put("reason", row.reason());
        fields.put("token_hash", row.tokenHash());
        fields.put("count", row.count());
        fields.put("prev_hash", row.prevHash());
        fields.put("hash", row.hash());
        return fields;
    }

    private static Map<String, Object> cells(AuditRecord row) {
        Map<String, Object> cells = fields(row);
        cells.put("actor", printable(row.actor()));
        cells.put("actor_host", inert(row.actorHost()));
        cells.put("reason", inert(row.reason()));
        return cells;
    }

    /** Replaces characters that could control the reader's terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}|\\p{Zl}|\\p{Zp}", "?");
    }

    /** Also quotes text that a spreadsheet would evaluate as a formula. */
    private static String inert(String text) {
        String printable = printable(text);
        return printable.matches("[=+@-].*") ? "'" + printable : printable;
    }
}
