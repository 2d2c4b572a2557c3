package io.github.maskroute.camel;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.mask.MaskingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the original id and time of a redriven message if its stamp is valid; otherwise ignores the attribute. Opens a sealed
 * dead letter that SQS's own redrive returned unchanged, if its key is available.
 *
 * <p>Rejects a record that is older than the ledger's retention, because it could be stored twice. Configured by the route's bean
 * properties; after that safe for use by several threads.
 */
public final class ReadOrigin extends ServiceSupport implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(ReadOrigin.class);

    private static final Rejection TOO_OLD = new Rejection(Reason.TOO_OLD,
            "the ledger no longer has messages of that time; check that the record is not stored yet, then raise"
                    + " maskroute.ledger.retention before redriving, or redrive with --as-new");

    private @Nullable CamelContext camelContext;
    private @Nullable OriginStamp stamps;
    private @Nullable Duration retention;
    private @Nullable OriginReader reader;

    /** The keys that verify stamps. */
    public void setKeys(MaskingKeys keys) {
        this.stamps = new OriginStamp(keys);
    }

    /** How long the ledger keeps a message, for example {@code 15d}. */
    public void setRetention(String retention) {
        this.retention = Duration.ofMillis(TimeUtils.toMilliSeconds(retention));
    }

    @Override
    protected void doInit() {
        CamelContext context = Objects.requireNonNull(camelContext);
        reader = new OriginReader(MessageMetrics.of(context), Objects.requireNonNull(stamps, "ReadOrigin needs `keys`"),
                Objects.requireNonNull(retention, "ReadOrigin needs `retention`"), OpenedBody.seal(context));
    }

    @Override
    public void process(Exchange exchange) throws RejectedException {
        Objects.requireNonNull(reader).process(exchange);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The verified origin of an exchange's record; without one, the id and time of the message itself. */
    static Origin originOf(Exchange exchange) {
        Origin verified = exchange.getProperty(SqsHeaders.ORIGIN_PROPERTY, Origin.class);
        Message message = exchange.getMessage();
        return verified != null ? verified : Origin.of(
                message.getHeader(SqsHeaders.MESSAGE_ID, String.class), message.getHeader(SqsHeaders.SENT_TIMESTAMP, String.class));
    }

    /** Reads the origins for the initialized step. */
    private record OriginReader(MessageMetrics metrics, OriginStamp stamps, Duration retention, @Nullable BodySeal seal) {

        void process(Exchange exchange) throws RejectedException {
            metrics.of(exchange).received();
            Message message = exchange.getMessage();
            message.setBody(OpenedBody.of(message, seal));
            if (!(message.getHeader(OriginStamp.ATTRIBUTE) instanceof String stamp)) {
                return;
            }
            Optional<Origin> origin = stamps.verified(stamp, message.getBody(String.class));
            if (origin.isEmpty()) {
                LOG.debug("Message {} is treated as new: no key of this keyset signed its {} for its body",
                        message.getHeader(SqsHeaders.MESSAGE_ID), OriginStamp.ATTRIBUTE);
                return;
            }
            exchange.setProperty(SqsHeaders.ORIGIN_PROPERTY, origin.get());
            if (origin.get().isForgottenAfter(retention, Instant.now())) {
                throw new RejectedException(TOO_OLD);
            }
        }
    }
}
