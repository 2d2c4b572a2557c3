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
 * Replaces an event, as {@code JsonNode}, by its envelope: {@code {"message_id": …, "sent_at": …, "event": …}}, where the event has
 * the fields that its schema names, those that the schema masks in their new form.
 *
 * <p>Fails closed: whatever goes wrong, no raw value goes on. An event that cannot be stored fails with
 * {@link RejectedException}. Configured by the route's bean properties; after that safe for use by several threads.
 */
public final class MaskEvent extends ServiceSupport implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(MaskEvent.class);

    private @Nullable String schema;
    private @Nullable MaskingKeys keys;
    private @Nullable String scheme;

    private @Nullable EventMasker masker;

    /** Path of the event's JSON Schema, with an {@code x-mask} at each field that is to be masked. */
    public void setSchema(String schema) {
        this.schema = schema;
    }

    public Path schemaFile() {
        return Path.of(CamelPath.readable(Objects.requireNonNull(schema, "MaskEvent needs `schema`")));
    }

    /** The keys of the tokens. */
    public void setKeys(MaskingKeys keys) {
        this.keys = keys;
    }

    /** The scheme of tokens whose {@code x-mask} names none: {@code hmac} or {@code siv}. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    @Override
    protected void doInit() {
        EventType type = EventType.read(schemaFile(), Scheme.named(Objects.requireNonNull(scheme, "MaskEvent needs `scheme`")));
        masker = new EventMasker(type, Objects.requireNonNull(keys, "MaskEvent needs `keys`"));
    }

    /** What it masks. */
    public EventType type() {
        return Objects.requireNonNull(masker).type();
    }

    /** The same step with published keys, and with {@code hmac} where the schema names no scheme: settings do not change what cases say. */
    public MaskEvent ofCases() {
        MaskEvent step = new MaskEvent();
        step.schema = schema;
        step.keys = PublishedKeys::keyset;
        step.scheme = Scheme.HMAC.word();
        step.doInit();
        return step;
    }

    @Override
    public void process(Exchange exchange) throws RejectedException, LeftInQueueException {
        try {
            exchange.getMessage().setBody(envelope(exchange));
        } catch (RuntimeException e) {
            // Its message may quote a value, and so may its causes'.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log("{} stays in the queue and comes again: unexpected {} in masking", subject, new ExceptionSummary(e));
            throw new LeftInQueueException("unexpected " + e.getClass().getName());
        }
    }

    private ObjectNode envelope(Exchange exchange) throws RejectedException {
        ObjectNode event = Objects.requireNonNull(masker).masked(exchange.getMessage().getBody(JsonNode.class));
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
