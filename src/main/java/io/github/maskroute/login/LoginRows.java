package io.github.maskroute.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.mask.FieldKind;
import io.github.maskroute.mask.FieldMasks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of login events: each field that the schema names, masked where it must be, beside what the message
 * itself adds ({@code message_id}, {@code sent_at}, {@code create_date}).
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class LoginRows {

    private static final String APP_VERSION = "app_version";

    /** What the message itself says: an event must not say it in the message's place. */
    private static final Set<String> OF_THE_MESSAGE = Set.of("message_id", "sent_at", "create_date");

    private final EventSchema schema;
    private final FieldMasks masks;

    /**
     * @throws IllegalArgumentException if a masked field is not in the schema: its values would pass unseen; or if a
     *     property has the name of a column that is filled otherwise: its values would stand in a token's place, or in
     *     that of the message's id
     */
    public LoginRows(EventSchema schema, FieldMasks masks) {
        if (masks.fields().isEmpty() || !schema.fields().containsAll(masks.fields())) {
            throw new IllegalArgumentException(
                    "the masked fields " + masks.fields() + " must be some of the schema's properties " + schema.fields());
        }
        if (schema.fields().stream().anyMatch(field -> OF_THE_MESSAGE.contains(field) || isTokenColumn(masks, field))) {
            throw new IllegalArgumentException("the schema's properties " + schema.fields()
                    + " must not name " + OF_THE_MESSAGE + ", nor masked_ and a masked field");
        }
        this.schema = schema;
        this.masks = masks;
    }

    /** The row of an event, or why there is none. */
    public Outcome rowOf(JsonNode event, Delivery delivery) {
        Optional<Rejection> broken = schema.check(event);
        if (broken.isPresent()) {
            return new Outcome.Rejected(broken.get());
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("message_id", delivery.messageId().toString());
        row.put("sent_at", delivery.sentAt().toString());
        row.put("create_date", delivery.date().toString());
        for (String field : schema.fields()) {
            Optional<Rejection> refused = put(row, field, event.path(field));
            if (refused.isPresent()) {
                return new Outcome.Rejected(refused.get());
            }
        }
        return new Outcome.Accepted(row);
    }

    private static boolean isTokenColumn(FieldMasks masks, String field) {
        return masks.fields().stream().anyMatch(masked -> field.equals("masked_" + masked));
    }

    private Optional<Rejection> put(Map<String, @Nullable Object> row, String field, JsonNode value) {
        boolean masked = masks.fields().contains(field);
        if (value.isMissingNode() || value.isNull()) {
            row.put(masked ? "masked_" + field : field, null);
            return Optional.empty();
        }
        if (masked) {
            return putToken(row, field, value);
        }
        if (field.equals(APP_VERSION)) {
            return putVersion(row, value);
        }
        row.put(field, value);
        return Optional.empty();
    }

    private Optional<Rejection> putToken(Map<String, @Nullable Object> row, String field, JsonNode value) {
        Optional<String> token = value.isTextual() ? masks.token(field, value.textValue()) : Optional.empty();
        if (token.isEmpty()) {
            Reason reason = masks.kind(field) == FieldKind.ADDRESS ? Reason.IP : Reason.SCHEMA;
            return Optional.of(new Rejection(reason, field + " must be "
                    + (value.isTextual() ? masks.refusal(field, value.textValue()) : masks.rule(field) + "; it is no JSON string")));
        }
        row.put("masked_" + field, token.get());
        return Optional.empty();
    }

    private static Optional<Rejection> putVersion(Map<String, @Nullable Object> row, JsonNode value) {
        OptionalInt version = value.isTextual() ? AppVersion.toInteger(value.textValue()) : OptionalInt.empty();
        if (version.isEmpty()) {
            return Optional.of(new Rejection(Reason.APP_VERSION, APP_VERSION + " must be " + AppVersion.RULE));
        }
        row.put(APP_VERSION, version.getAsInt());
        return Optional.empty();
    }
}
