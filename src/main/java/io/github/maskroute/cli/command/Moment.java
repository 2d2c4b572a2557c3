package io.github.maskroute.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** So long ago, or a day, from its start in UTC, or a moment. */
public final class Moment implements ITypeConverter<Instant> {

    /** For descriptions, and for the error. */
    public static final String RULE = "2h or 7d ago (s, m, h or d), 2026-11-01 (UTC) or 2026-11-01T12:00:00Z";

    @Override
    public Instant convert(String text) {
        if (text.matches("[1-9][0-9]{0,5}[smhd]")) {
            return Instant.now().minus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT)));
        }
        try {
            return text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw MalformedArgument.of(text, RULE);
        }
    }
}
