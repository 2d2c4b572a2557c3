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
 * When an event of a file was sent, as its row is to say: at one time for all, or as a field of each says, or nobody knows. Immutable
 * and safe for use by several threads.
 */
public final class SentAt {

    /** For descriptions and errors. */
    public static final String RULE =
            "2026-11-01 (UTC), 2026-11-01T12:00:00Z, or the JSON Pointer of a field with such a time, as /meta/time";

    public static final SentAt UNKNOWN = new SentAt(null, null);

    private static final ObjectMapper JSON = StrictJson.mapper();

    /** Greater numbers are milliseconds: as seconds they would be in the year 5138. */
    private static final long MOST_SECONDS = 99_999_999_999L;

    private final @Nullable Instant always;
    private final @Nullable JsonPointer field;

    private SentAt(@Nullable Instant always, @Nullable JsonPointer field) {
        this.always = always;
        this.field = field;
    }

    /**
     * By the {@link #RULE}.
     *
     * @throws IllegalArgumentException if it breaks the rule
     */
    public static SentAt of(String words) {
        if (words.startsWith("/")) {
            return new SentAt(null, JsonPointer.compile(words));
        }
        return new SentAt(time(words).orElseThrow(IllegalArgumentException::new), null);
    }

    /**
     * The time of an event.
     *
     * @return empty if nobody knows it, or the text is no JSON, which the route finds by itself
     * @throws RejectedException if the field is missing, or holds no time since 1970
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
                + " must be a time since 1970 to be what --sent-at says: text as 2026-11-01T12:00:00Z or 2026-11-01, or seconds or"
                + " milliseconds since 1970"))));
    }

    private static Optional<Instant> time(JsonNode value) {
        if (value.isTextual()) {
            return time(value.textValue());
        }
        return Optional.of(value).filter(JsonNode::isIntegralNumber).filter(JsonNode::canConvertToLong).map(JsonNode::longValue)
                .map(number -> number > MOST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number))
                .filter(SentAt::isCommon);
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = text.contains("T") ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            return Optional.of(time).filter(SentAt::isCommon);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** 1970-01-01 itself stands for a time that nobody knows. */
    private static boolean isCommon(Instant time) {
        return time.isAfter(Instant.EPOCH) && time.atOffset(ZoneOffset.UTC).getYear() < 10_000;
    }
}
