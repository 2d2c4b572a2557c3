package io.github.maskroute.cli.dlq;

import io.github.maskroute.deadletter.tool.Letter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dead letter in words, without its body. Attributes are cut: whoever may send to the queue may have written them. */
record LetterText(Letter letter) {

    private static final int LONGEST_REASON = 32;
    private static final int LONGEST = 300;

    String reason() {
        return cut(letter.reason(), LONGEST_REASON);
    }

    Optional<String> attribute(String name) {
        return letter.attribute(name).map(text -> cut(text, LONGEST));
    }

    /** All that may be shown of it, for machines. */
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

    /** Whole characters, as Unicode counts them. */
    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
