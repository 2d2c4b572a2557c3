package io.github.maskroute.newtype;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of a new type, and the SQL that makes and fills it. Immutable. */
final class Table {

    /** PostgreSQL's own in every table. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final String name;
    private final Map<String, Column> columns;

    /** @param type its name, from which the table has its own */
    Table(String type, List<Column> columns) {
        this.name = type.replace('-', '_');
        this.columns = named(columns);
    }

    private static Map<String, Column> named(List<Column> columns) {
        Map<String, Column> named = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(SYSTEM_COLUMNS);
        for (Column column : columns) {
            String wanted = SqlName.cut(name(column, columns), "");
            String free = wanted;
            for (int i = 2; !taken.add(free); i++) {
                free = SqlName.cut(wanted, "_" + i);
            }
            named.put(free, column);
        }
        return named;
    }

    /** A masked one after its field alone, where no other masked field is called so: other commands then know which it is. */
    private static String name(Column column, List<Column> all) {
        List<String> path = column.path();
        String last = path.get(path.size() - 1);
        boolean alone = all.stream().filter(other -> other.masked() && other.path().get(other.path().size() - 1).equals(last)).count() == 1;
        String words = path.stream().map(FieldName::words).filter(word -> !word.isEmpty()).collect(Collectors.joining("_"));
        String plain = words.isEmpty() ? "field" : words;
        return column.masked() ? "masked_" + (alone && !FieldName.words(last).isEmpty() ? FieldName.words(last) : plain) : plain;
    }

    /** Its name as it stands in SQL. */
    String identifier() {
        return SqlName.identifier(name);
    }

    /** Its name as PostgreSQL's catalog has it. */
    String name() {
        return name;
    }

    /** Column to where its values come from, in the order of the schema. */
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
