package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The log of this JVM from now on, and the raw values that it must not contain. */
public final class TestLog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SECRET_FIELDS = List.of("ip", "device_id");
    private static final Pattern LOOKS_SECRET = Pattern.compile("\\b(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{3}-\\d{2}-\\d{4})\\b");
    private static final int SHORTEST = 5;
    private static final Path FILE = Path.of("target", "logs", "test-" + System.getProperty("test.jvm", "0") + ".log");

    private final Set<String> rawValues = ConcurrentHashMap.newKeySet();
    private final long start = size();

    /** Adds raw values of a body: the fields to mask, texts of their form, and the beginning of a body that is not JSON. */
    public void remember(String body) {
        LOOKS_SECRET.matcher(body).results().forEach(found -> rawValues.add(found.group()));
        try {
            JsonNode event = JSON.readTree(body);
            SECRET_FIELDS.forEach(field -> rememberText(event.path(field).asText(), 64));
        } catch (JsonProcessingException e) {
            rememberText(body, 16);
        }
    }

    /** Only the beginning, which is also found if the log has an excerpt of the text. */
    private void rememberText(String text, int length) {
        String start = text.strip();
        if (start.length() >= SHORTEST) {
            rawValues.add(start.substring(0, Math.min(length, start.length())));
        }
    }

    public String text() {
        try {
            byte[] all = Files.readAllBytes(FILE);
            return new String(all, (int) start, (int) (all.length - start), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Searches only for values whose beginning the text contains: there may be hundreds of thousands of values. */
    public void assertNothingLeaked(String text) {
        Set<String> starts = IntStream.rangeClosed(0, text.length() - SHORTEST).mapToObj(i -> text.substring(i, i + SHORTEST))
                .collect(Collectors.toSet());
        assertThat(rawValues.stream().filter(value -> starts.contains(value.substring(0, SHORTEST))).filter(text::contains))
                .as("raw values in the log").isEmpty();
    }

    private static long size() {
        try {
            return Files.exists(FILE) ? Files.size(FILE) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
