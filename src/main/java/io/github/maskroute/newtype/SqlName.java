package io.github.maskroute.newtype;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and texts in SQL, whatever is in them. */
final class SqlName {

    /** Longer ones PostgreSQL cuts. */
    private static final int MOST_BYTES = 63;

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What means nothing in SQL, in a statement of camel-sql or in a placeholder. */
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{M}\\p{Nd} _.-]*");

    /** PostgreSQL's reserved words, appendix C of its manual: as a name each has to be in quotes. */
    private static final Set<String> RESERVED = Set.of(("all analyse analyze and any array as asc asymmetric authorization binary both"
            + " case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role"
            + " current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false"
            + " fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral"
            + " leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps"
            + " placing primary references returning right select session_user similar some symmetric system_user table tablesample"
            + " then to trailing true union unique user using variadic verbose when where window with").split(" "));

    private SqlName() {}

    /** A column or table, in quotes if it needs them. */
    static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text. */
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

    /** The name with a suffix, not longer than a name may be. */
    static String cut(String name, String suffix) {
        String cut = name;
        while ((cut + suffix).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }
}
