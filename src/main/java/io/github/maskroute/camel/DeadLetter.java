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
 * <p>It is the only door to that queue, and it is shut to everything but a rejection: an exchange that failed otherwise
 * fails here again, so that its message stays in the source queue. Configured by the route's bean properties; after that
 * safe for use by several threads.
 */
public final class DeadLetter extends ServiceSupport implements Processor, CamelContextAware {

    /** What the names of a dead letter's attributes begin with. */
    public static final String ATTRIBUTE_PREFIX = "maskroute-";

    /** Where a {@link BodySeal} is looked for, if bodies are to be sealed. */
    public static final String SEAL_BEAN = "maskroute-body-seal";

    /** Attribute that names the message that brought the record first. */
    static final String ORIGIN_ID = ATTRIBUTE_PREFIX + "message-id";

    /** Exchange property with the URL of the queue that the letter goes to. */
    private static final String URL_PROPERTY = "maskroute-dead-letter-url";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    private @Nullable CamelContext camelContext;
    private @Nullable OriginStamp stamps;
    private String body = "original";
    private @Nullable QueueUrls queues;
    private @Nullable BodySeal opens;
    private @Nullable BodySeal seal;

    /** The keys that stamp a letter's origin. */
    public void setKeys(MaskingKeys keys) {
        this.stamps = new OriginStamp(keys);
    }

    /** What a letter's body is: {@code original} or {@code sealed}. */
    public void setBody(String body) {
        this.body = body;
    }

    /** Where the queues are. */
    public void setQueues(QueueUrls queues) {
        this.queues = queues;
    }

    @Override
    protected void doInit() {
        Objects.requireNonNull(stamps, "DeadLetter needs `keys`");
        Objects.requireNonNull(queues, "DeadLetter needs `queues`");
        opens = OpenedBody.seal(Objects.requireNonNull(camelContext));
        if (body.equals(BodySeal.SEALED)) {
            seal = CamelContextHelper.mandatoryLookup(Objects.requireNonNull(camelContext), SEAL_BEAN, BodySeal.class);
        } else if (!body.equals("original")) {
            throw new IllegalArgumentException("DeadLetter's `body` is original or sealed");
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (!(failure instanceof RejectedException rejected)) {
            throw new LeftInQueueException("not a rejection: " + failure.getClass().getName());
        }
        Rejection rejection = rejected.rejection();
        Origin origin = ReadOrigin.originOf(exchange);
        String original = OpenedBody.of(exchange.getMessage(), opens);
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

    /** By constants of the route and of the settings: nothing of the record says where it goes. */
    private void address(Exchange exchange) {
        QueueName queue = PolledQueues.deadLetters(exchange);
        exchange.setProperty(PolledQueues.DEAD_LETTERS, queue.name());
        exchange.setProperty(URL_PROPERTY, Objects.requireNonNull(queues).of(queue));
    }

    private static void describe(Exchange exchange, Rejection rejection, String messageId) {
        Message letter = exchange.getMessage();
        letter.setHeader(ATTRIBUTE_PREFIX + "reason", rejection.reason().code());
        letter.setHeader(ATTRIBUTE_PREFIX + "detail", rejection.detail());
        letter.setHeader(ORIGIN_ID, messageId);
        letter.setHeader(ATTRIBUTE_PREFIX + "route", exchange.getFromRouteId());
        letter.setHeader(ATTRIBUTE_PREFIX + "failed-at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        exchange.setProperty(SqsHeaders.GROUP_ID_PROPERTY, letter.getHeader(SqsHeaders.MESSAGE_GROUP_ID, messageId, String.class));
    }

    /** What came in, believed or not, must not go out again as it is: the keys may be others by now. */
    private void stampAndSeal(Message letter, Origin origin, String original) {
        letter.removeHeader(OriginStamp.ATTRIBUTE);
        letter.removeHeader(BodySeal.ATTRIBUTE);
        letter.setBody(original);
        Objects.requireNonNull(stamps).stamp(origin, original).ifPresent(stamp -> letter.setHeader(OriginStamp.ATTRIBUTE, stamp));
        if (seal != null) {
            letter.setBody(seal.seal(original, origin.messageId()));
            letter.setHeader(BodySeal.ATTRIBUTE, BodySeal.SEALED);
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
}
