package io.github.maskroute.cli;

import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ConsoleProgress;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Copies a CSV (RFC 4180, with a header) with one column replaced, a block of rows at a time. */
final class CsvColumn {

    /** Computes the new cells of a column. */
    interface CellReplacement {

        /** @param place names the place of a cell, for errors */
        List<String> of(List<String> cells, IntFunction<String> place);
    }

    private static final int BLOCK_ROWS = 1_000;
    private static final CSVFormat READ = CSVFormat.DEFAULT.builder()
            .setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(false).get();
    private static final CSVFormat WRITE = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final String column;
    private final Optional<Path> file;

    /** @param file the CSV; empty for standard input */
    CsvColumn(String column, Optional<Path> file) {
        this.column = column;
        this.file = file;
    }

    /** @throws CommandException if the CSV cannot be read or lacks the column */
    void copy(PrintWriter out, CellReplacement replacement) {
        try (InputStream in = open(); CSVParser rows = READ.parse(text(in));
                CSVPrinter printer = WRITE.print(out)) {
            int index = rows.getHeaderNames().indexOf(column);
            if (index < 0) {
                throw new CommandException(ExitCode.USAGE,
                        "the header of the CSV, its first line, does not have the column that --column names");
            }
            printer.printRecord(rows.getHeaderNames());
            // Decodes no more values if the output can no longer be written.
            for (Iterator<CSVRecord> left = rows.iterator(); left.hasNext() && !out.checkError(); ) {
                replace(next(left), index, printer, replacement);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** Drops the parser's message, which quotes the CSV. Only reading throws: a PrintWriter does not throw. */
    private static CommandException unreadable(Exception e) {
        return new CommandException(ExitCode.UNREADABLE_FILE, e instanceof UnreadableTextException
                ? "the CSV " + e.getMessage()
                : e instanceof CSVException || e instanceof IllegalArgumentException
                ? "the CSV is malformed; check its quotes and its header"
                : "the CSV cannot be read (" + e.getClass().getSimpleName() + "); check the path");
    }

    private void replace(List<CSVRecord> rows, int index, CSVPrinter printer, CellReplacement replacement) throws IOException {
        List<CSVRecord> filled = rows.stream().filter(row -> index < row.size() && !row.get(index).isEmpty()).toList();
        Iterator<String> values = filled.isEmpty() ? List.<String>of().iterator() : replacement.of(
                filled.stream().map(row -> row.get(index)).toList(),
                i -> "row " + filled.get(i).getRecordNumber()).iterator();
        for (CSVRecord row : rows) {
            List<String> cells = new ArrayList<>(row.toList());
            if (index < cells.size() && !cells.get(index).isEmpty()) {
                cells.set(index, values.next());
            }
            printer.printRecord(cells);
        }
    }

    private static List<CSVRecord> next(Iterator<CSVRecord> left) {
        List<CSVRecord> rows = new ArrayList<>(BLOCK_ROWS);
        while (rows.size() < BLOCK_ROWS && left.hasNext()) {
            rows.add(left.next());
        }
        return rows;
    }

    private static Reader text(InputStream in) throws IOException {
        BufferedReader text = TextInput.open(in);
        text.mark(1);
        if (text.read() < 0) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "the CSV is empty; its first line must name the columns");
        }
        text.reset();
        return text;
    }

    private InputStream open() throws IOException {
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new CommandException(ExitCode.UNREADABLE_FILE, "file " + file.get()
                    + " does not exist or cannot be read; check the path");
        }
        InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : System.in;
        return ConsoleProgress.wrap(new BufferedInputStream(in), "decoding", file.isPresent() ? Files.size(file.get()) : -1);
    }
}
