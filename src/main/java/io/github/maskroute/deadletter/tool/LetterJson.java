package io.github.maskroute.deadletter.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.deadletter.BodySeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A letter as a line of JSON, in ASCII. */
final class LetterJson {

    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private LetterJson() {}

    /** The letter without its receipt handle. */
    static String line(Letter letter) {
        ObjectNode line = JSON.createObjectNode();
        line.put("id", letter.id()).put("sent_at", letter.sentAt().toString());
        letter.groupId().ifPresent(group -> line.put("group_id", group));
        letter.movedFrom().ifPresent(queue -> line.put("moved_from", queue));
        ObjectNode attributes = line.putObject("attributes");
        new TreeMap<>(letter.attributes()).forEach(attributes::put);
        try {
            return JSON.writeValueAsString(line.put("body", letter.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the letter cannot be written as JSON: " + e.getClass().getName());
        }
    }

    /** The line of the letter, with its body opened if it is sealed and can be opened. */
    static String opened(String line, BodyOpener bodies) {
        Letter letter = letter(line);
        if (!BodyOpener.isSealed(letter)) {
            return line;
        }
        return bodies.of(letter).map(body -> {
            Map<String, String> attributes = new TreeMap<>(letter.attributes());
            attributes.remove(BodySeal.ATTRIBUTE);
            return line(new Letter(letter.id(), letter.sentAt(), 0, letter.groupId(), letter.movedFrom(), attributes, body, ""));
        }).orElse(line);
    }

    private static Letter letter(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Map<String, String> attributes = new TreeMap<>();
            node.get("attributes").properties().forEach(entry -> attributes.put(entry.getKey(), entry.getValue().textValue()));
            return new Letter(node.get("id").textValue(), Instant.parse(node.get("sent_at").textValue()), 0,
                    Optional.ofNullable(node.path("group_id").textValue()),
                    Optional.ofNullable(node.path("moved_from").textValue()), attributes, node.get("body").textValue(), "");
        } catch (JsonProcessingException e) {
            // The exception's message quotes the line.
            throw new UncheckedIOException(new IOException("the line is not a letter"));
        }
    }
}
