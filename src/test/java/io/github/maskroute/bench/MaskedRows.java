package io.github.maskroute.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Masks logins as the shipped route does, for ways that do not use the route. */
final class MaskedRows {

    private final EventMasker masker;

    MaskedRows(Settings settings) {
        Keyset keys = new KeysetFolder(settings.mask().keyset().orElseThrow(), Optional.empty()).read();
        masker = new EventMasker(EventType.read(Path.of("routes/logins/logins-event.schema.json"),
                settings.mask().scheme()), () -> keys);
    }

    /** For the shipped statement. */
    ObjectNode envelopeOf(JsonNode event, String messageId, String sentTimestamp) {
        Origin origin = Origin.of(messageId, sentTimestamp);
        return JsonNodeFactory.instance.objectNode().put("message_id", origin.uuid().toString())
                .put("sent_at", origin.sentAt().toString()).set("event", masked(event));
    }

    /** For a statement with the columns of a row. */
    Map<String, Object> columnsOf(JsonNode event, String sentTimestamp) {
        Map<String, Object> columns = new HashMap<>();
        masked(event).properties().forEach(field -> columns.put(field.getKey(), field.getValue().textValue()));
        int[] version = Arrays.copyOf(
                Stream.of(String.valueOf(columns.get("app_version")).split("[.]")).mapToInt(Integer::parseInt).toArray(), 3);
        columns.put("app_version", version[0] * 1_000_000 + version[1] * 1_000 + version[2]);
        columns.put("create_date", LocalDate.ofInstant(Origin.of("", sentTimestamp).sentAt(), ZoneOffset.UTC).toString());
        columns.putIfAbsent("locale", null);
        return columns;
    }

    private ObjectNode masked(JsonNode event) {
        try {
            return masker.masked(event);
        } catch (RejectedException e) {
            throw new IllegalStateException("a benchmark event was rejected");
        }
    }
}
