package io.github.maskroute.newtype;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.maskroute.event.StrictJson;
import io.github.maskroute.text.GzipText;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * The common structure of samples.
 *
 * @param event statistics of the whole events
 * @param count number of samples that were read
 * @param more whether there were more samples, which were not read
 */
record SampleStatistics(FieldStatistics event, int count, boolean more) {

    private static final int MAX_SAMPLES = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build()).build();

    /**
     * Reads JSON Lines, a JSON array of events or a single event, plain or gzip.
     *
     * @throws NewTypeException if the samples are anything else, or have an event that the drain would reject
     * @throws IOException if they cannot be read
     */
    static SampleStatistics read(InputStream in) throws IOException, NewTypeException {
        FieldStatistics event = new FieldStatistics();
        int count = 0;
        try (Reader text = TextInput.open(GzipText.plain(in));
                MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (count < MAX_SAMPLES && events.hasNextValue()) {
                JsonNode next = events.nextValue();
                count++;
                event.add(accepted(next, count));
            }
            if (count == 0) {
                throw new NewTypeException("there are no samples; give some events, one JSON object per line");
            }
            return new SampleStatistics(event, count, count == MAX_SAMPLES && events.hasNextValue());
        } catch (UnreadableTextException e) {
            throw new NewTypeException("the text " + e.getMessage());
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            throw new NewTypeException("sample " + (count + 1) + " is malformed" + position(e)
                    + "; give one JSON object per line, or an array of them, with each name once per object");
        }
    }

    private static JsonNode accepted(JsonNode event, int number) throws NewTypeException {
        if (!event.isObject()) {
            throw new NewTypeException("sample " + number + " is not a JSON object; give one JSON object per line, or an array of them");
        }
        String body = event.toString();
        try {
            StrictJson.mapper().readTree(body);
            return event;
        } catch (JsonProcessingException | NumberFormatException e) {
            throw new NewTypeException("sample " + number + " would be rejected: " + StrictJson.explain(e, body).detail());
        }
    }

    private static String position(Exception thrown) {
        return thrown instanceof JsonProcessingException known && known.getLocation() != null
                ? " at line " + known.getLocation().getLineNr() + ", column " + known.getLocation().getColumnNr() : "";
    }
}
