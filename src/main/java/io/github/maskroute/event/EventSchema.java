package io.github.maskroute.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.text.TextInput;
import io.github.maskroute.text.UnreadableTextException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema (draft 2020-12) of an event type. It decides which events are accepted. Immutable and thread-safe.
 */
final class EventSchema {

    /** Unknown keywords are errors: a misspelled keyword would silently disable its rule. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
            .keyword(new NonValidationKeyword("x-mask"))
            .build();

    /** Keeps the line of each node, for error messages. */
    private static final NodeReader LOCATING = NodeReader.builder()
            .jsonMapper(JsonMapper.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build())
            .locationAware()
            .build();

    /** The source location in Jackson's messages. The exception reports the line itself. */
    private static final String SOURCE = " *\\(?(?:start marker )?at \\[Source:.*";

    /** Reports the first error only: finding all errors in a long array could take long. */
    private static final SchemaRegistryConfig CONFIG =
            SchemaRegistryConfig.builder().failFast(true).regularExpressionFactory(BoundedPattern::new).build();

    /** The validator computes `multipleOf` with doubles, which overflow. */
    private static final Rejection NUMBER_TOO_LARGE = new Rejection(Reason.TOO_LARGE,
            "a number is too large for the schema's rules; send it as text, or leave the field out");

    private final Schema schema;
    private final JsonNode source;
    private final SchemaNames names;

    private EventSchema(Schema schema, JsonNode source) {
        this.schema = schema;
        this.source = source;
        this.names = new SchemaNames(source);
    }

    /**
     * Reads a schema and checks it against the meta-schema of draft 2020-12.
     *
     * @throws InvalidSchemaException if the file cannot be read, is not JSON, or is not a valid schema
     */
    static EventSchema read(Path file) {
        SchemaRegistry registry = SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(CONFIG));
        JsonNode source = parse(file);
        if (!source.isObject()) {
            throw new InvalidSchemaException(0, "the schema must be one JSON object");
        }
        return new EventSchema(compile(registry, source), source);
    }

    /** The schema's JSON, with the line of each node. */
    JsonNode source() {
        return source;
    }

    /** Why this event is rejected; empty if it is accepted. */
    Optional<Rejection> check(JsonNode event) {
        List<Error> errors;
        try {
            errors = schema.validate(event);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.of(NUMBER_TOO_LARGE);
        }
        if (!errors.isEmpty()) {
            return Optional.of(new Rejection(Reason.SCHEMA,
                    KnownEnvelope.of(event).map(KnownEnvelope::description).orElseGet(() -> describe(errors.get(0)))));
        }
        return isWellFormed(event)
                ? Optional.empty()
                : Optional.of(new Rejection(Reason.SCHEMA, "texts and names must be well-formed Unicode without U+0000"));
    }

    private String describe(Error error) {
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            steps.add(error.getInstanceLocation().getElement(i));
        }
        if (error.getProperty() != null) {
            steps.add(error.getProperty());
        }
        String subject = names.subject(steps);
        return "required".equals(error.getKeyword())
                ? subject + " is required"
                : subject + " must keep to the schema's " + error.getKeyword() + " " + error.getSchemaNode();
    }

    private static boolean isWellFormed(JsonNode node) {
        if (node.isTextual()) {
            return isWellFormed(node.textValue());
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!isWellFormed(name)) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isWellFormed(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static JsonNode parse(Path file) {
        try {
            return LOCATING.readTree(TextInput.read(file), InputFormat.JSON);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonProcessingException cause) {
                int line = cause.getLocation() == null ? 0 : cause.getLocation().getLineNr();
                throw new InvalidSchemaException(line, cause.getOriginalMessage().replaceAll(SOURCE, ""));
            }
            throw e;
        } catch (UnreadableTextException e) {
            throw new InvalidSchemaException(0, "the file " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidSchemaException(0, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Schema compile(SchemaRegistry registry, JsonNode source) {
        try {
            List<Error> errors = registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId())).validate(source);
            if (!errors.isEmpty()) {
                Error error = errors.get(0);
                int line = error.getInstanceNode() == null ? 0 : JsonNodes.tokenStreamLocationOf(error.getInstanceNode()).getLineNr();
                throw new InvalidSchemaException(line, error.getInstanceLocation() + " " + error.getMessage());
            }
            UnknownKeyword.refuse(source, DIALECT.getKeywords().keySet());
            Schema schema = registry.getSchema(source);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException e) {
            throw new InvalidSchemaException(0, String.valueOf(e.getMessage()));
        }
    }
}
