package io.github.maskroute.camel;

import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.Origin;
import io.github.maskroute.deadletter.OriginStamp;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection;
import io.github.maskroute.mask.MaskingKeys;
import io.github.maskroute.sqs.QueueName;
import io.github.maskroute.sqs.QueueUrls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses a rejected record to the dead-letter queue: the original body, sealed if so configured, with reason, detail and
 * origin as headers.
 *
 * <p>Only rejections reach that queue: an exchange that failed for any other reason fails here again, so that its message stays
 * in the source queue. Configured by the route's bean properties; after that safe for use by several threads.
 */
public final class DeadLetter extends ServiceSupport implements Processor, CamelContextAware {

    /** Name of the bean, a {@link BodySeal}, that seals bodies if {@code body} is {@code sealed}. */
    public static final String SEAL_BEAN = OpenedBody.SEAL_BEAN;

    private static final String ATTRIBUTE_PREFIX = "maskroute-";

    /** Exchange property with the URL of the queue to which the letter is sent. */
    private static final String URL_PROPERTY = "maskroute-dead-letter-url";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    private @Nullable CamelContext camelContext;
    private @Nullable OriginStamp stamps;
    private String body = "original";
    private @Nullable QueueUrls queues;
    private @Nullable LetterBuilder letters;

    /** The keys that sign a letter's origin. */
    public void setKeys(MaskingKeys keys) {
        this.stamps = new OriginStamp(keys);
    }

    /** Form of a letter's body: {@code original} or {@code sealed}. */
    public void setBody(String body) {
        this.body = body;
    }

    /** Resolves names of queues to URLs. */
    public void setQueues(QueueUrls queues) {
        this.queues = queues;
    }

    @Override
    protected void doInit() {
        CamelContext context = Objects.requireNonNull(camelContext);
        letters = new LetterBuilder(Objects.requireNonNull(stamps, "DeadLetter needs `keys`"),
                Objects.requireNonNull(queues, "DeadLetter needs `queues`"), OpenedBody.seal(context), seal(context));
    }

    private @Nullable BodySeal seal(CamelContext context) {
        return switch (body) {
            case "original" -> null;
            case BodySeal.SEALED -> CamelContextHelper.mandatoryLookup(context, SEAL_BEAN, BodySeal.class);
            default -> throw new IllegalArgumentException("DeadLetter's `body` must be original or sealed");
        };
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (!(failure instanceof RejectedException rejected)) {
            throw new LeftInQueueException("not a rejection: " + failure.getClass().getName());
        }
        Objects.requireNonNull(letters).process(exchange, rejected.rejection());
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Builds the letters of the initialized step.
     *
     * @param opener opens bodies that arrive sealed; null if no seal is bound
     * @param seal seals the letters; null if they carry the original body
     */
    private record LetterBuilder(OriginStamp stamps, QueueUrls queues, @Nullable BodySeal opener, @Nullable BodySeal seal) {

        void process(Exchange exchange, Rejection rejection) {
            Origin origin = ReadOrigin.originOf(exchange);
            String original = OpenedBody.of(exchange.getMessage(), opener);
            address(exchange);
            describe(exchange, rejection, origin.messageId());
            stampAndSeal(exchange.getMessage(), origin, original);
            LogSubject subject = LogSubject.of(exchange);
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onComplete(Exchange completed) {
                    MessageMetrics.of(completed.getContext()).of(completed).deadLetter(rejection.reason());
                    String first = origin.messageId().equals(subject.messageId()) ? "" : ", first sent as " + origin.messageId() + ",";
                    subject.warn(LOG).log("{}{} is a dead letter: {}: {}", subject, first, rejection.reason().code(), rejection.detail());
                }
            });
        }

        /** The address depends only on constants of the route and on settings, never on the record. */
        private void address(Exchange exchange) {
            QueueName queue = PolledQueues.deadLetters(exchange);
            exchange.setProperty(PolledQueues.DEAD_LETTERS, queue.name());
            exchange.setProperty(URL_PROPERTY, queues.of(queue));
        }

        private static void describe(Exchange exchange, Rejection rejection, String messageId) {
            Message letter = exchange.getMessage();
            letter.setHeader(ATTRIBUTE_PREFIX + "reason", rejection.reason().code());
            letter.setHeader(ATTRIBUTE_PREFIX + "detail", rejection.detail());
            letter.setHeader(OpenedBody.ORIGIN_ID, messageId);
            letter.setHeader(ATTRIBUTE_PREFIX + "route", exchange.getFromRouteId());
            letter.setHeader(ATTRIBUTE_PREFIX + "failed-at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            exchange.setProperty(SqsHeaders.GROUP_ID_PROPERTY, letter.getHeader(SqsHeaders.MESSAGE_GROUP_ID, messageId, String.class));
        }

        /** Received stamps and seals are replaced, verified or not: the keys may have changed since. */
        private void stampAndSeal(Message letter, Origin origin, String original) {
            letter.removeHeader(OriginStamp.ATTRIBUTE);
            letter.removeHeader(BodySeal.ATTRIBUTE);
            letter.setBody(original);
            stamps.stamp(origin, original).ifPresent(stamp -> letter.setHeader(OriginStamp.ATTRIBUTE, stamp));
            if (seal != null) {
                letter.setBody(seal.seal(original, origin.messageId()));
                letter.setHeader(BodySeal.ATTRIBUTE, BodySeal.SEALED);
            }
        }
    }
}
