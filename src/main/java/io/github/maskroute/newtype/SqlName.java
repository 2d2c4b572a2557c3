package io.github.maskroute.newtype;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Quotes names and texts for SQL. */
final class SqlName {

    /** PostgreSQL truncates longer names. */
    private static final int MAX_BYTES = 63;

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Characters without a special meaning in SQL, in camel-sql and in property placeholders. */
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{M}\\p{Nd} _.-]*");

    /** Reserved words of PostgreSQL (appendix C of its manual), which must be quoted as names. */
    private static final Set<String> RESERVED = Set.of(("all analyse analyze and any array as asc asymmetric authorization binary both"
            + " case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role"
            + " current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false"
            + " fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral"
            + " leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps"
            + " placing primary references returning right select session_user similar some symmetric system_user table tablesample"
            + " then to trailing true union unique user using variadic verbose when where window with").split(" "));

    private SqlName() {}

    /** The name of a column or table, quoted if necessary. */
    static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string constant. */
    static String literal(String text) {
        if (SAFE.matcher(text).matches()) {
            return "'" + text + "'";
        }
        StringBuilder escaped = new StringBuilder("U&'");
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            escaped.append(SAFE.matcher(one).matches() ? one : String.format(Locale.ROOT, "\\+%06x", c));
        });
        return escaped.append('\'').toString();
    }

    /** The name with a suffix, truncated to the maximum length of a name. */
    static String truncated(String name, String suffix) {
        String start = name;
        while ((start + suffix).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + suffix;
    }
}
