package io.github.maskroute.newtype;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of a new type, and the SQL that creates and fills it. Immutable. */
final class Table {

    /** PostgreSQL has these columns in every table. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final String name;
    private final Map<String, Column> columns;

    /** @param type name of the type, from which the name of the table is derived */
    Table(String type, List<Column> columns) {
        this.name = type.replace('-', '_');
        this.columns = named(columns);
    }

    private static Map<String, Column> named(List<Column> columns) {
        Map<String, Column> named = new LinkedHashMap<>();
        Set<String> used = new HashSet<>(SYSTEM_COLUMNS);
        for (Column column : columns) {
            String wanted = SqlName.truncated(name(column, columns), "");
            String free = wanted;
            for (int i = 2; !used.add(free); i++) {
                free = SqlName.truncated(wanted, "_" + i);
            }
            named.put(free, column);
        }
        return named;
    }

    /** A masked column has the plain name of its field if no other masked field has that name: other commands can then infer the field. */
    private static String name(Column column, List<Column> all) {
        List<String> path = column.path();
        String last = path.get(path.size() - 1);
        boolean unique = all.stream()
                .filter(other -> other.masked() && other.path().get(other.path().size() - 1).equals(last)).count() == 1;
        String joined = path.stream().map(FieldName::snakeCase).filter(name -> !name.isEmpty()).collect(Collectors.joining("_"));
        String plain = joined.isEmpty() ? "field" : joined;
        return column.masked() ? "masked_" + (unique && !FieldName.snakeCase(last).isEmpty() ? FieldName.snakeCase(last) : plain) : plain;
    }

    /** Name of the table, quoted for SQL. */
    String identifier() {
        return SqlName.identifier(name);
    }

    /** Name of the table as in the catalog. */
    String name() {
        return name;
    }

    /** Columns by name, in the order of the schema. */
    Map<String, Column> columns() {
        return columns;
    }

    String create() {
        return columns.entrySet().stream()
                .map(column -> "    " + SqlName.identifier(column.getKey()) + " " + column.getValue().declared())
                .collect(Collectors.joining(",\n", "CREATE TABLE IF NOT EXISTS " + identifier() + " (\n", "\n);\n"));
    }

    String insert() {
        List<String> values = new ArrayList<>();
        columns.values().forEach(column -> values.add("           " + column.expression()));
        return columns.keySet().stream().map(SqlName::identifier)
                .collect(Collectors.joining(",\n            ", "    INSERT INTO " + identifier() + "\n           (", ")\n"))
                + "    SELECT\n" + String.join(",\n", values) + "\n    FROM new\n";
    }
}
