package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.event.EventMasker;
import io.github.maskroute.event.EventType;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.keyset.PublishedKeys;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.mask.Scheme;
import io.github.maskroute.outage.ExceptionSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces an event, a {@code JsonNode}, by its envelope: {@code {"message_id": …, "sent_at": …, "event": …}}. In the envelope the
 * event has only the fields that its schema names, with the masked form of those that the schema masks.
 *
 * <p>Fails closed: after any fault, no raw value continues. An event that cannot be stored fails with
 * {@link RejectedException}. Configured by the route's bean properties; after that safe for use by several threads.
 */
public final class MaskEvent extends ServiceSupport implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(MaskEvent.class);

    private @Nullable String schema;
    private @Nullable MaskingKeys keys;
    private @Nullable String scheme;

    private @Nullable EnvelopeBuilder envelopes;

    /** Path of the event's JSON Schema, with an {@code x-mask} at each field to mask. */
    public void setSchema(String schema) {
        this.schema = schema;
    }

    /** The keys of the tokens. */
    public void setKeys(MaskingKeys keys) {
        this.keys = keys;
    }

    /** The default scheme, for fields whose {@code x-mask} names none: {@code hmac} or {@code siv}. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    @Override
    protected void doInit() {
        Path schemaFile = Path.of(CamelPath.readable(Objects.requireNonNull(schema, "MaskEvent needs `schema`")));
        envelopes = EnvelopeBuilder.of(schemaFile, Objects.requireNonNull(scheme, "MaskEvent needs `scheme`"),
                Objects.requireNonNull(keys, "MaskEvent needs `keys`"));
    }

    /** File of the schema of the initialized step. */
    public Path schemaFile() {
        return envelopes().schemaFile();
    }

    /** Event type of the initialized step. */
    public EventType type() {
        return envelopes().masker().type();
    }

    /**
     * A copy of the step for cases, with published keys, and with {@code hmac} as default scheme: settings do not change the results of
     * cases.
     */
    public MaskEvent ofCases() {
        MaskEvent step = new MaskEvent();
        step.envelopes = EnvelopeBuilder.of(schemaFile(), Scheme.HMAC.word(), PublishedKeys::keyset);
        return step;
    }

    @Override
    public void process(Exchange exchange) throws RejectedException, LeftInQueueException {
        try {
            exchange.getMessage().setBody(envelopes().envelope(exchange));
        } catch (RuntimeException e) {
            // Its message, and those of its causes, may quote a value.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log(
                    "{} stays in the queue and is delivered again: unexpected {} in masking", subject, new ExceptionSummary(e));
            throw new LeftInQueueException("unexpected " + e.getClass().getName());
        }
    }

    private EnvelopeBuilder envelopes() {
        return Objects.requireNonNull(envelopes);
    }

    /** Builds the envelopes of the initialized step. */
    private record EnvelopeBuilder(Path schemaFile, EventMasker masker) {

        static EnvelopeBuilder of(Path schemaFile, String scheme, MaskingKeys keys) {
            return new EnvelopeBuilder(schemaFile, new EventMasker(EventType.read(schemaFile, Scheme.named(scheme)), keys));
        }

        ObjectNode envelope(Exchange exchange) throws RejectedException {
            ObjectNode event = masker.masked(exchange.getMessage().getBody(JsonNode.class));
            Origin origin = ReadOrigin.originOf(exchange);
            ObjectNode envelope = JsonNodeFactory.instance.objectNode();
            envelope.put("message_id", origin.uuid().toString());
            envelope.put("sent_at", origin.sentAt().toString());
            if (LineComponent.isOfLine(exchange)) {
                envelope.put("ledger_at", Instant.EPOCH.toString());
            }
            envelope.set("event", event);
            return envelope;
        }
    }
}
