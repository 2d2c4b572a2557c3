package io.github.maskroute.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.Settings;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.login.Delivery;
import io.github.maskroute.login.LoginRows;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.Keyset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The rows that the shipped route makes, for ways that do not use the route. */
final class MaskedRows {

    private final LoginRows rows;

    MaskedRows(Settings settings) {
        Keyset keys = new KeysetFolder(Path.of(settings.get("maskroute.mask.keyset")), Optional.empty()).read();
        rows = new LoginRows(
                EventSchema.read(Path.of("routes/login/login-event.schema.json")),
                FieldMasks.of(() -> keys, Map.of("ip", "address", "device_id", "text"), settings.get("maskroute.mask.scheme"),
                        Map.of(), Map.of()));
    }

    Map<String, ?> rowOf(JsonNode event, String messageId, String sentTimestamp) {
        Outcome outcome = rows.rowOf(event, Delivery.of(messageId, Instant.ofEpochMilli(Long.parseLong(sentTimestamp)), Clock.systemUTC()));
        if (outcome instanceof Outcome.Accepted accepted) {
            return accepted.row();
        }
        throw new IllegalStateException("a benchmark event was rejected");
    }
}
