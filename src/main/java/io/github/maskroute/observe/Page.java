package io.github.maskroute.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The answer to a request.
 *
 * @param status of HTTP
 * @param contentType with its character set
 * @param body in UTF-8
 */
public record Page(int status, String contentType, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A record or map as JSON. */
    public static Page json(int status, Object content) {
        try {
            return new Page(status, "application/json; charset=utf-8", JSON.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + e.getClass().getName());
        }
    }

    /** An HTML file of this package. */
    public static Page html(String resource) {
        try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream(resource), resource)) {
            return new Page(200, "text/html; charset=utf-8", new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
