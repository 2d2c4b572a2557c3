package io.github.maskroute.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.batch.Thrown;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.event.EventSchema;
import io.github.maskroute.event.Outcome;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.login.Delivery;
import io.github.maskroute.login.LoginRows;
import io.github.maskroute.mask.FieldMasks;
import io.github.maskroute.mask.MaskingKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a login event, as {@code JsonNode}, by its row with masked fields, as {@code Map}.
 *
 * <p>Fails closed: whatever goes wrong, no raw value goes on. An event that cannot be stored fails with
 * {@link RejectedException}. Configured by the route's bean properties; after that safe for use by several threads.
 */
public final class MaskLogin extends ServiceSupport implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(MaskLogin.class);

    private @Nullable CamelContext camelContext;
    private @Nullable String schema;
    private @Nullable MaskingKeys keys;
    private @Nullable String scheme;
    private Map<String, String> fields = new LinkedHashMap<>();
    private Map<String, String> schemes = new LinkedHashMap<>();
    private Map<String, String> domains = new LinkedHashMap<>();

    private @Nullable FieldMasks masks;
    private @Nullable EventSchema events;
    private @Nullable LoginRows rows;

    /** Path of the event's JSON Schema. */
    public void setSchema(String schema) {
        this.schema = schema;
    }

    Path schemaFile() {
        return Path.of(CamelPath.readable(Objects.requireNonNull(schema, "MaskLogin needs `schema`")));
    }

    /** The keys of the tokens. */
    public void setKeys(MaskingKeys keys) {
        this.keys = keys;
    }

    /** The scheme of fields that {@code schemes} does not name: {@code hmac} or {@code siv}. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    public Map<String, String> getFields() {
        return fields;
    }

    /** The fields to mask, each an {@code address} or a {@code text}. */
    public void setFields(Map<String, String> fields) {
        this.fields = fields;
    }

    public Map<String, String> getSchemes() {
        return schemes;
    }

    /** The scheme of a field, where it is another than {@code scheme}: {@code hmac}, {@code siv} or {@code prefix}. */
    public void setSchemes(Map<String, String> schemes) {
        this.schemes = schemes;
    }

    public Map<String, String> getDomains() {
        return domains;
    }

    /** The domain of a field, where it is not the field's own name. */
    public void setDomains(Map<String, String> domains) {
        this.domains = domains;
    }

    @Override
    protected void doInit() {
        events = EventSchema.read(schemaFile());
        masks = FieldMasks.of(Objects.requireNonNull(keys, "MaskLogin needs `keys`"), fields,
                Objects.requireNonNull(scheme, "MaskLogin needs `scheme`"), schemes, domains).checked();
        rows = new LoginRows(events, masks);
    }

    /** What a route with this step keeps of its events; the columns are not known here. */
    Kept kept(String route) {
        FieldMasks masks = Objects.requireNonNull(this.masks);
        SortedMap<String, String> masked = new TreeMap<>();
        masks.fields().forEach(field -> masked.put(field, masks.words(field)));
        SortedSet<String> asTheyCome = new TreeSet<>(Objects.requireNonNull(events).fields());
        asTheyCome.removeAll(masks.fields());
        Kept.Columns none = Kept.Columns.unseen("the sample was not stored on trial");
        return new Kept(route, String.valueOf(schemaFile().getFileName()), masked, asTheyCome, none, none);
    }

    @Override
    public void process(Exchange exchange) throws RejectedException, LeftInQueueException {
        Outcome outcome;
        try {
            outcome = outcome(exchange);
        } catch (RuntimeException e) {
            // Its message may quote a value, and so may its causes'.
            LogSubject subject = LogSubject.of(exchange);
            subject.error(LOG).log("{} stays in the queue and comes again: unexpected {} in masking", subject, new Thrown(e));
            throw new LeftInQueueException("unexpected " + e.getClass().getName());
        }
        if (outcome instanceof Outcome.Accepted accepted) {
            exchange.getMessage().setBody(accepted.row());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            throw new RejectedException(rejected.rejection());
        }
    }

    private Outcome outcome(Exchange exchange) {
        Origin origin = ReadOrigin.originOf(exchange);
        Delivery delivery = Delivery.of(origin.messageId(), origin.sentAt(), Clock.systemUTC());
        return Objects.requireNonNull(rows).rowOf(exchange.getMessage().getBody(JsonNode.class), delivery);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
