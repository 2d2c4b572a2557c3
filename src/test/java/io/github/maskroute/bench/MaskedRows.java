package io.github.maskroute.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.Settings;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.login.Delivery;
import io.github.maskroute.login.LoginRows;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.HmacScheme;
import io.github.maskroute.mask.MaskingKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The rows that the shipped route makes, for ways that do not use the route. */
final class MaskedRows {

    private final LoginRows rows;

    MaskedRows(Settings settings) {
        rows = new LoginRows(
                EventSchema.read(Path.of("routes/login/login-event.schema.json")),
                FieldMasks.of(
                        new HmacScheme(MaskingKey.read(Path.of(settings.get("maskroute.mask.key-file")))),
                        Map.of("ip", "address", "device_id", "text"),
                        Map.of()));
    }

    Map<String, ?> rowOf(JsonNode event, String messageId, String sentTimestamp) {
        Outcome outcome = rows.rowOf(event, Delivery.of(messageId, sentTimestamp, Clock.systemUTC()));
        if (outcome instanceof Outcome.Accepted accepted) {
            return accepted.row();
        }
        throw new IllegalStateException("a benchmark event was rejected");
    }
}
