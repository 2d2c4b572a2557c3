package io.github.maskroute.camel;

import io.github.maskroute.deadletter.BodySeal;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event of a message, and opens the body if it is a sealed dead letter that SQS's own redrive returned unchanged.
 *
 * <p>A seal is bound to the id of the original message. If such a body were sealed again, with the id of the redriven message, it
 * could never be opened.
 */
final class OpenedBody {

    /** Bean name of the {@link BodySeal}, if bodies are sealed. */
    static final String SEAL_BEAN = "maskroute-body-seal";

    /** Attribute of a dead letter with the id of the record's original message. */
    static final String ORIGIN_ID = "maskroute-message-id";

    private OpenedBody() {}

    /** The seal that is bound in the context; null if none is. */
    static @Nullable BodySeal seal(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(SEAL_BEAN, BodySeal.class);
    }

    /** The body as received, or the opened body if it is marked as sealed and the seal opens it for the message id that it names. */
    static String of(Message message, @Nullable BodySeal seal) {
        String body = message.getBody(String.class);
        return seal != null && BodySeal.SEALED.equals(message.getHeader(BodySeal.ATTRIBUTE))
                && message.getHeader(ORIGIN_ID) instanceof String id
                ? Optional.of(body).flatMap(sealed -> seal.open(sealed, id)).orElse(body) : body;
    }
}
