package io.github.maskroute.cli.dlq;

import io.github.maskroute.deadletter.tool.Letter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dead letter as text, without its body. Attributes are truncated, because any sender to the queue can write them. */
record LetterText(Letter letter) {

    private static final int MAX_REASON_LENGTH = 32;
    private static final int MAX_LENGTH = 300;

    String reason() {
        return truncate(letter.reason(), MAX_REASON_LENGTH);
    }

    Optional<String> attribute(String name) {
        return letter.attribute(name).map(text -> truncate(text, MAX_LENGTH));
    }

    /** The fields of the JSON output. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", letter.id());
        fields.put("sent_at", letter.sentAt().toString());
        fields.put("receives", letter.receives());
        fields.put("reason", reason());
        for (String name : List.of("detail", "message-id", "route", "failed-at")) {
            attribute(name).ifPresent(text -> fields.put(name.replace('-', '_'), text));
        }
        fields.put("body", attribute("body").orElse("original"));
        return fields;
    }

    /** Truncates between code points. */
    private static String truncate(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength - 1)) + "…";
    }
}
