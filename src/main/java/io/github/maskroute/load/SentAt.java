package io.github.maskroute.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time for an event's row at which the event was sent: one time for all events, the value of a field, or unknown. Immutable and
 * thread-safe.
 */
public final class SentAt {

    /** The rule for {@link #of}, for help and error messages. */
    public static final String RULE =
            "2026-11-01 (UTC), 2026-11-01T12:00:00Z, or the JSON Pointer of a field with such a time, for example /meta/time";

    public static final SentAt UNKNOWN = new SentAt(null, null);

    private static final ObjectMapper JSON = StrictJson.mapper();

    /** Larger numbers are milliseconds: as seconds they would be after the year 5138. */
    private static final long MAX_SECONDS = 99_999_999_999L;

    private final @Nullable Instant always;
    private final @Nullable JsonPointer field;

    private SentAt(@Nullable Instant always, @Nullable JsonPointer field) {
        this.always = always;
        this.field = field;
    }

    /**
     * Parses a text that follows the {@link #RULE}.
     *
     * @throws IllegalArgumentException if the text breaks the rule
     */
    public static SentAt of(String text) {
        if (text.startsWith("/")) {
            return new SentAt(null, JsonPointer.compile(text));
        }
        return new SentAt(time(text).orElseThrow(IllegalArgumentException::new), null);
    }

    /**
     * Returns the time at which an event was sent.
     *
     * @return empty if the time is unknown, or if the text is not JSON, which the route rejects
     * @throws RejectedException if the field is missing or is not a time after 1970-01-01T00:00:00Z
     */
    Optional<Instant> timeOf(String event) throws RejectedException {
        if (field == null) {
            return Optional.ofNullable(always);
        }
        JsonNode value;
        try {
            value = JSON.readTree(event).at(field);
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
        return Optional.of(time(value).orElseThrow(() -> new RejectedException(new Rejection(Rejection.Reason.SCHEMA, field
                + " must be a time since 1970, since --sent-at names this field: text such as 2026-11-01T12:00:00Z or 2026-11-01, or a"
                + " number of seconds or milliseconds since 1970"))));
    }

    private static Optional<Instant> time(JsonNode value) {
        if (value.isTextual()) {
            return time(value.textValue());
        }
        return Optional.of(value).filter(JsonNode::isIntegralNumber).filter(JsonNode::canConvertToLong).map(JsonNode::longValue)
                .map(number -> number > MAX_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number))
                .filter(SentAt::isSupported);
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = text.contains("T") ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            return Optional.of(time).filter(SentAt::isSupported);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The epoch itself means an unknown time. */
    private static boolean isSupported(Instant time) {
        return time.isAfter(Instant.EPOCH) && time.atOffset(ZoneOffset.UTC).getYear() < 10_000;
    }
}
