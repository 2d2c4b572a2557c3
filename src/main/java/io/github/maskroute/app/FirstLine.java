package io.github.maskroute.app;

import io.github.maskroute.config.Settings;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The first line of the log, printed by hand: on a slow machine it takes seconds to load what writes the others. It has their
 * form, as {@code maskroute-log4j2.properties} and {@code maskroute-log.json} say.
 */
record FirstLine(Instant now, ZoneId zone) {

    /** Where the log's settings are, unless the JVM's options name others, which may want another form, or no line here. */
    static final String LOG_SETTINGS = "maskroute-log4j2.properties";

    private static final String LOGGER = Drain.class.getName();
    private static final String WORDS = Drain.STARTING + "settings are read, loading the libraries";

    static void print(Settings settings, PrintStream out) {
        if (LOG_SETTINGS.equals(System.getProperty("log4j2.configurationFile"))) {
            FirstLine line = new FirstLine(Instant.now(), ZoneId.systemDefault());
            out.println(settings.logFormat().equals("json") ? line.json() : line.text());
            out.flush();
        }
    }

    String text() {
        return time("HH:mm:ss.SSS", zone) + " INFO  " + LOGGER + " " + WORDS;
    }

    /** Nothing in it needs an escape. */
    String json() {
        return "{\"timestamp\":\"" + time("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", ZoneOffset.UTC) + "\",\"level\":\"INFO\",\"logger\":\"" + LOGGER
                + "\",\"thread\":\"main\",\"message\":\"" + WORDS + "\"}";
    }

    private String time(String pattern, ZoneId in) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(in).format(now.truncatedTo(ChronoUnit.MILLIS));
    }
}
