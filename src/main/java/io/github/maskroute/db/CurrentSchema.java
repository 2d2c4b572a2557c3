package io.github.maskroute.db;

import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The schema of the tables: the first in the {@code currentSchema} of a JDBC URL.
 *
 * @param name as in the catalog, without quotes
 */
public record CurrentSchema(String name) {

    /** A list of identifiers by the server's rules: in double quotes, or folded to lower case. */
    private static final Pattern FIRST = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",\\s]+))\\s*(?:,.*)?", Pattern.DOTALL);

    /** The schema with the login's name, if it exists: only the session knows. */
    private static final String USER = "$user";

    /** Empty if the URL names no schema: then the search_path of the login or the database applies. */
    public static Optional<CurrentSchema> of(String url) {
        Properties properties = Driver.parseURL(url, null);
        String list = properties == null ? null : PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
        if (list == null || list.isBlank()) {
            return Optional.empty();
        }
        Matcher first = FIRST.matcher(list);
        if (!first.matches()) {
            // The server refuses it when a connection is opened.
            return Optional.empty();
        }
        String name = first.group(1) == null ? inLowerCase(first.group(2)) : first.group(1).replace("\"\"", "\"");
        return USER.equals(name) ? Optional.empty() : Optional.of(new CurrentSchema(name));
    }

    /** Folds ASCII letters only, as the server does in UTF-8. */
    private static String inLowerCase(String unquoted) {
        StringBuilder name = new StringBuilder(unquoted);
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                name.setCharAt(i, (char) (name.charAt(i) + 'a' - 'A'));
            }
        }
        return name.toString();
    }

    /** The name quoted for SQL. */
    public String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * SQL that fails with {@code MR004} if this is not the session's first schema: it may be missing or forbidden to the login, or a pooler
     * did not pass it to the server. Without this check, statements would reach the tables of the next schema.
     */
    String check() {
        return "DO $maskroute$ BEGIN IF current_schema() IS DISTINCT FROM '" + name.replace("'", "''")
                + "' THEN RAISE 'currentSchema is not in force' USING ERRCODE = 'MR004'; END IF; END $maskroute$";
    }
}
