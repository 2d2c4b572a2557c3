package io.github.maskroute.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.cases.Case.Expected;
import io.github.maskroute.cases.Case.Rejected;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.text.YamlDocument;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML file with one case or a list of cases. For one thread. */
public final class CaseFile {

    private static final Set<String> KEYS = Set.of("case", "event", "body", "sent_at", "masked", "rows", "rejected");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Path file;
    private final YamlDocument document;
    private final Set<String> names = new HashSet<>();

    private CaseFile(Path file, YamlDocument document) {
        this.file = file;
        this.document = document;
    }

    /** Reads the cases of a text, in their order. */
    public static List<Case> read(Path file, String text) throws MalformedCaseException {
        try {
            return new CaseFile(file, new YamlDocument(text, YamlDocument.Scalars.VALUES)).cases();
        } catch (MarkedYamlEngineException e) {
            throw new MalformedCaseException(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new MalformedCaseException(0, String.valueOf(e.getMessage()));
        }
    }

    private List<Case> cases() throws MalformedCaseException {
        JsonNode root = document.json();
        if (root.isObject()) {
            return List.of(new CaseReader(root, List.of()).read());
        }
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            cases.add(new CaseReader(root.get(i), List.of(Integer.toString(i))).read());
        }
        if (cases.isEmpty()) {
            throw new MalformedCaseException(1, "the file must contain a case or a list of cases");
        }
        return cases;
    }

    /** Reads one case at its path in the file. */
    private final class CaseReader {

        private final JsonNode node;
        private final List<String> path;

        CaseReader(JsonNode node, List<String> path) {
            this.node = node;
            this.path = path;
        }

        Case read() throws MalformedCaseException {
            check(node.isObject(), "", "a case must be a mapping with the keys case, event or body, and masked, rows or rejected");
            for (Map.Entry<String, JsonNode> key : node.properties()) {
                check(KEYS.contains(key.getKey()), key.getKey(), "`" + key.getKey() + "` is unknown; a case has "
                        + KEYS.stream().sorted().collect(Collectors.joining(", ")));
            }
            check(node.path("case").isTextual(), "case", "`case` must be a text that describes the case");
            check(names.add(node.path("case").asText()), "case", "`case` must be unique in the file");
            check(node.has("event") ^ node.has("body"), "event", "a case must have either `event` or `body`");
            JsonNode input = node.has("event") ? node.path("event") : node.path("body");
            boolean raw = node.has("body") && input.isTextual();
            return new Case(file, document.line(path), node.path("case").asText(), raw ? input.textValue() : input.toString(),
                    node.has("body"), sentAt(), expected());
        }

        private Optional<Instant> sentAt() throws MalformedCaseException {
            try {
                Optional<Instant> sentAt = Optional.ofNullable(node.get("sent_at")).map(text -> Instant.parse(text.asText()));
                check(sentAt.filter(time -> time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)).isEmpty(), "sent_at",
                        "`sent_at` must be in the years 1970 to 9999");
                return sentAt;
            } catch (DateTimeParseException e) {
                throw malformed("sent_at", "`sent_at` must be a time in UTC such as 2026-03-01T23:59:59Z");
            }
        }

        private Expected expected() throws MalformedCaseException {
            check(node.has("masked") || node.has("rows") || node.has("rejected"), "", "a case must have `masked`, `rows` or `rejected`");
            check(!node.has("rejected") || !(node.has("masked") || node.has("rows")), "rejected",
                    "a case with `rejected` must have neither `masked` nor `rows`");
            check(!node.has("masked") || node.path("masked").isObject(), "masked", "`masked` must be a mapping of fields");
            return new Expected(Optional.ofNullable(node.get("masked")), rows(), rejected());
        }

        private Optional<Map<String, List<JsonNode>>> rows() throws MalformedCaseException {
            if (!node.has("rows")) {
                return Optional.empty();
            }
            String rule = "`rows` must be a mapping of tables, each with a list of rows, each a mapping of columns";
            check(node.path("rows").isObject(), "rows", rule);
            Map<String, List<JsonNode>> rows = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> table : node.path("rows").properties()) {
                List<JsonNode> rowsOfTable = new ArrayList<>();
                table.getValue().forEach(rowsOfTable::add);
                check(table.getValue().isArray() && rowsOfTable.stream().allMatch(JsonNode::isObject), "rows", rule);
                rows.put(table.getKey(), rowsOfTable);
            }
            return Optional.of(rows);
        }

        private Optional<Rejected> rejected() throws MalformedCaseException {
            if (!node.has("rejected")) {
                return Optional.empty();
            }
            JsonNode rejected = node.path("rejected");
            for (Map.Entry<String, JsonNode> key : rejected.properties()) {
                check(Set.of("reason", "detail").contains(key.getKey()) && key.getValue().isTextual(), "rejected",
                        "`rejected` must have only a `reason` and a `detail`, both text");
            }
            Optional<Reason> reason = Arrays.stream(Reason.values())
                    .filter(known -> known.code().equals(rejected.path("reason").asText())).findFirst();
            check(reason.isPresent(), "rejected", "`rejected` must have a `reason`: one of "
                    + Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", ")));
            return reason.map(known -> new Rejected(known, rejected.path("detail").asText()));
        }

        private void check(boolean valid, String key, String rule) throws MalformedCaseException {
            if (!valid) {
                throw malformed(key, rule);
            }
        }

        private MalformedCaseException malformed(String key, String rule) {
            List<String> place = new ArrayList<>(path);
            place.add(key);
            return new MalformedCaseException(document.line(node.isObject() ? place : path), rule);
        }
    }
}
