package io.github.maskroute.schedule;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** Parses one window. */
final class WindowParser {

    private static final String TIME = "((?:[01][0-9]|2[0-3]):[0-5][0-9]";
    private static final Pattern TIMES = Pattern.compile(TIME + ")-" + TIME + "|24:00)");
    private static final int CRON_FIELDS = 6;

    private WindowParser() {}

    /** @throws MalformedWindowException if the text is not a valid window */
    static Window parse(String text) {
        if (text.isBlank()) {
            throw new MalformedWindowException("is empty");
        }
        List<String> words = List.of(text.strip().split("\\s+"));
        return words.get(0).equals("cron") ? cron(words.subList(1, words.size())) : daily(words);
    }

    private static Window daily(List<String> words) {
        int at = words.get(0).matches("[0-9].*") ? 0 : 1;
        Set<DayOfWeek> days = at == 0 ? EnumSet.allOf(DayOfWeek.class) : days(words.get(0));
        Matcher times = TIMES.matcher(words.size() > at ? words.get(at) : "");
        if (!times.matches()) {
            throw new MalformedWindowException("has no times of the form 01:00-05:00");
        }
        if (times.group(1).equals(times.group(2))) {
            throw new MalformedWindowException("starts when it ends (a whole day is 00:00-24:00)");
        }
        LocalTime end = times.group(2).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(times.group(2));
        return new DailyWindow(days, LocalTime.parse(times.group(1)), end, zone(words.subList(at + 1, words.size())));
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", 2);
            DayOfWeek last = day(ends[ends.length - 1]);
            days.add(last);
            for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values()).filter(day -> day.name().substring(0, 3).equals(text)).findFirst()
                .orElseThrow(() -> new MalformedWindowException("has an unknown day (days are MON, TUE, WED, THU, FRI, SAT and SUN)"));
    }

    private static ZoneId zone(List<String> words) {
        if (words.size() > 1) {
            throw new MalformedWindowException("has words after its time zone; semicolons separate windows");
        }
        try {
            return words.isEmpty() ? ZoneOffset.UTC : ZoneId.of(words.get(0));
        } catch (DateTimeException e) {
            throw new MalformedWindowException("has an unknown time zone");
        }
    }

    private static Window cron(List<String> words) {
        int to = words.indexOf("to");
        if (to < 0) {
            throw new MalformedWindowException("has no word `to` between two cron expressions");
        }
        List<String> after = words.subList(to + 1, words.size());
        boolean hasYear = after.size() > CRON_FIELDS && after.get(CRON_FIELDS).matches("[0-9*].*");
        int stopEnd = Math.min(after.size(), hasYear ? CRON_FIELDS + 1 : CRON_FIELDS);
        ZoneId zone = zone(after.subList(stopEnd, after.size()));
        List<String> start = words.subList(0, to);
        List<String> stop = after.subList(0, stopEnd);
        if (start.equals(stop)) {
            throw new MalformedWindowException("starts when it ends");
        }
        return new CronWindow(expression(start, zone, "start"), expression(stop, zone, "end"), zone);
    }

    private static CronExpression expression(List<String> fields, ZoneId zone, String which) {
        CronExpression expression;
        try {
            expression = new CronExpression(String.join(" ", fields));
        } catch (ParseException | RuntimeException e) {
            throw new MalformedWindowException("has a malformed cron expression for its " + which
                    + " (Quartz has six or seven fields, and a question mark for day of month or day of week)");
        }
        expression.setTimeZone(TimeZone.getTimeZone(zone));
        if (expression.getNextValidTimeAfter(Date.from(Instant.EPOCH)) == null) {
            throw new MalformedWindowException("has a cron expression for its " + which + " that never comes");
        }
        return expression;
    }
}
