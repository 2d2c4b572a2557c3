package io.github.maskroute.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The output of a command: text lines, or, with {@code --json}, one JSON object a line. */
public final class Lines {

    /** Escapes all but ASCII, so that no control character reaches the reader's terminal. */
    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Characters that end a line, control a terminal, or reverse the order of displayed text. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON object a line.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Prints the line with control and formatting characters escaped, or, with {@code --json}, the object, which is exact. */
    public void print(String line, Map<String, ?> object) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.println(escaped(line));
            return;
        }
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getClass().getName());
        }
    }

    /** Whether standard output failed, so that further output would be lost. */
    public boolean hasFailed() {
        return spec.commandLine().getOut().checkError();
    }

    /** Whether JSON objects are printed. */
    public boolean json() {
        return json;
    }

    private static String escaped(String line) {
        return UNPRINTABLE.matcher(line).replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
    }
}
