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

/** What a command prints: lines for people, or, with {@code --json}, one JSON object a line. */
public final class Lines {

    /** In ASCII: no control character of a text steers the terminal of who reads it. */
    private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What ends a line, steers a terminal, or turns the order of what is seen around. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON object a line, for machines.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Prints a line, in which control and formatting characters are escaped, or an object in its place, which is exact. */
    public void print(String line, Map<String, ?> object) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.println(escaped(line));
            return;
        }
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + e.getClass().getName());
        }
    }

    /** Whether what was printed cannot be written: what follows would be lost. */
    public boolean lost() {
        return spec.commandLine().getOut().checkError();
    }

    /** Whether objects are printed. */
    public boolean json() {
        return json;
    }

    private static String escaped(String line) {
        return UNPRINTABLE.matcher(line).replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
    }
}
