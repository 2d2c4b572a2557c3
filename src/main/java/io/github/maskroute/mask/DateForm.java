package io.github.maskroute.mask;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in the formats of ISO 8601 and RFC 3339: a date, or a date and a time with its offset from UTC. The canonical form is the date
 * as written: the local day at the event's offset.
 */
final class DateForm implements CanonicalForm {

    static final String RULE = "a date, as in 1984-05-12, or a date and time with offset, as in 1984-05-12T08:30:00+02:00";

    private static final Pattern SHAPE = Pattern.compile(
            "(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:\\.[0-9]{1,9})?)?"
            + "(?<offset>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?");

    @Override
    public CanonicalResult readTrimmed(String trimmed) {
        Matcher parts = SHAPE.matcher(trimmed);
        if (!parts.matches()) {
            return new CanonicalResult.Refused(BrokenRule.NO_DATE);
        }
        String date = parts.group("date");
        if (trimmed.length() > date.length() && parts.group("offset") == null) {
            return new CanonicalResult.Refused(BrokenRule.NO_OFFSET);
        }
        try {
            return new CanonicalResult.Canonical(LocalDate.parse(date).toString());
        } catch (DateTimeException e) {
            return new CanonicalResult.Refused(BrokenRule.NO_DATE);
        }
    }
}
