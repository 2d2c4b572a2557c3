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
 * Believes a message that says it was sent again, if its stamp proves it: from here on its record goes by the origin of
 * the message that brought it first. Any other attribute by that name is ignored. A sealed letter that SQS's own redrive
 * sent back as it was is opened, if its key is there.
 *
 * <p>A record that the ledger may have forgotten is rejected: it could be stored twice. Configured by the route's bean
 * properties; after that safe for use by several threads.
 */
public final class ReadOrigin extends ServiceSupport implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(ReadOrigin.class);

    private static final Rejection TOO_OLD = new Rejection(Reason.TOO_OLD,
            "the ledger has forgotten messages of that time; make sure that it is not stored yet, then raise"
                    + " maskroute.ledger.retention before redriving, or redrive with --as-new");

    private @Nullable CamelContext camelContext;
    private @Nullable MessageMetrics tally;
    private @Nullable OriginStamp stamps;
    private @Nullable Duration retention;
    private @Nullable BodySeal seal;

    /** The keys whose stamps count. */
    public void setKeys(MaskingKeys keys) {
        this.stamps = new OriginStamp(keys);
    }

    /** How long the ledger knows a message, for example {@code 15d}. */
    public void setRetention(String retention) {
        this.retention = Duration.ofMillis(TimeUtils.toMilliSeconds(retention));
    }

    @Override
    protected void doInit() {
        Objects.requireNonNull(stamps, "ReadOrigin needs `keys`");
        Objects.requireNonNull(retention, "ReadOrigin needs `retention`");
        tally = MessageMetrics.of(Objects.requireNonNull(camelContext));
        seal = OpenedBody.seal(camelContext);
    }

    @Override
    public void process(Exchange exchange) throws RejectedException {
        Objects.requireNonNull(tally).of(exchange).received();
        Message message = exchange.getMessage();
        message.setBody(OpenedBody.of(message, seal));
        if (!(message.getHeader(OriginStamp.ATTRIBUTE) instanceof String stamp)) {
            return;
        }
        Optional<Origin> origin = Objects.requireNonNull(stamps).verified(stamp, message.getBody(String.class));
        if (origin.isEmpty()) {
            LOG.debug("Message {} counts as new: no key of this keyset made its {} for its body",
                    message.getHeader(SqsHeaders.MESSAGE_ID), OriginStamp.ATTRIBUTE);
            return;
        }
        exchange.setProperty(SqsHeaders.ORIGIN_PROPERTY, origin.get());
        if (origin.get().isForgottenAfter(Objects.requireNonNull(retention), Instant.now())) {
            throw new RejectedException(TOO_OLD);
        }
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The proven origin of an exchange's record, otherwise the message itself. */
    static Origin originOf(Exchange exchange) {
        Origin proven = exchange.getProperty(SqsHeaders.ORIGIN_PROPERTY, Origin.class);
        Message message = exchange.getMessage();
        return proven != null ? proven : Origin.of(
                message.getHeader(SqsHeaders.MESSAGE_ID, String.class), message.getHeader(SqsHeaders.SENT_TIMESTAMP, String.class));
    }
}
