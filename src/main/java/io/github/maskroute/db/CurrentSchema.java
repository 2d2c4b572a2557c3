package io.github.maskroute.db;

import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The schema that a JDBC URL puts first in the search_path, where the tables are.
 *
 * @param name as the catalog has it, without quotes
 */
public record CurrentSchema(String name) {

    /** As the server reads a list of identifiers: in double quotes, or in lower case. */
    private static final Pattern FIRST = Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")+)\"|([^\",\\s]+))\\s*(?:,.*)?", Pattern.DOTALL);

    /** The name of the login, if there is such a schema: only the session can tell. */
    private static final String OF_THE_LOGIN = "$user";

    /** Empty if the URL leaves it to the login's or the database's own search_path. */
    public static Optional<CurrentSchema> of(String url) {
        Properties properties = Driver.parseURL(url, null);
        String list = properties == null ? null : PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
        if (list == null || list.isBlank()) {
            return Optional.empty();
        }
        Matcher first = FIRST.matcher(list);
        if (!first.matches()) {
            // The server refuses it when a connection is made.
            return Optional.empty();
        }
        String name = first.group(1) == null ? inLowerCase(first.group(2)) : first.group(1).replace("\"\"", "\"");
        return OF_THE_LOGIN.equals(name) ? Optional.empty() : Optional.of(new CurrentSchema(name));
    }

    /** Of ASCII letters only, as the server does in UTF-8. */
    private static String inLowerCase(String unquoted) {
        StringBuilder name = new StringBuilder(unquoted);
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                name.setCharAt(i, (char) (name.charAt(i) + 'a' - 'A'));
            }
        }
        return name.toString();
    }

    /** For SQL. */
    public String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Fails with {@code MR004} in a session that does not have it first: the schema may be missing, forbidden to the login, or a pooler
     * may have kept it from the server. Without that, statements would reach the tables of the next schema.
     */
    String check() {
        return "DO $maskroute$ BEGIN IF current_schema() IS DISTINCT FROM '" + name.replace("'", "''")
                + "' THEN RAISE 'currentSchema is not in force' USING ERRCODE = 'MR004'; END IF; END $maskroute$";
    }
}
