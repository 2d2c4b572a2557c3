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
 * The first line of the log, printed without the logging library, which takes seconds to load on a slow machine. It has the form that
 * {@code maskroute-log4j2.properties} and {@code maskroute-log.json} define.
 */
record FirstLine(Instant now, ZoneId zone) {

    /** The log's configuration. If the JVM's options name another one, it may use another form, so no line is printed. */
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

    /** No part of it needs escaping. */
    String json() {
        return "{\"timestamp\":\"" + time("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", ZoneOffset.UTC) + "\",\"level\":\"INFO\",\"logger\":\"" + LOGGER
                + "\",\"thread\":\"main\",\"message\":\"" + WORDS + "\"}";
    }

    private String time(String pattern, ZoneId in) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(in).format(now.truncatedTo(ChronoUnit.MILLIS));
    }
}
