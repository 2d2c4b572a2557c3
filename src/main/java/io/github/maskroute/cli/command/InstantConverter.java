package io.github.maskroute.cli.command;

import io.github.maskroute.config.TimeSpan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;

/** Converts a time span before now, a date (its start in UTC), or an instant. */
public final class InstantConverter implements ITypeConverter<Instant> {

    /** For descriptions and the error. */
    public static final String RULE = "2h or 7d ago (s, m, h or d), 2026-11-01 (UTC) or 2026-11-01T12:00:00Z";

    @Override
    public Instant convert(String text) {
        if (TimeSpan.isValid(text)) {
            return Instant.now().minus(TimeSpan.parse(text));
        }
        try {
            return text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw MalformedArgument.of(text, RULE);
        }
    }
}
