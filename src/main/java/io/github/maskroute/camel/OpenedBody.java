package io.github.maskroute.camel;

import io.github.maskroute.deadletter.BodySeal;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The event in a message, also if SQS's own redrive sent a sealed letter back as it was.
 *
 * <p>Sealed once more, by the name of the message that it came with now, it would open never again.
 */
final class OpenedBody {

    private OpenedBody() {}

    /** The seal that this context has, to open by or to seal with; null if it has none. */
    static @Nullable BodySeal seal(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(DeadLetter.SEAL_BEAN, BodySeal.class);
    }

    /** The body as it came, unless it says that it is sealed, and the seal opens it for the message that it names. */
    static String of(Message message, @Nullable BodySeal seal) {
        String body = message.getBody(String.class);
        return seal != null && BodySeal.SEALED.equals(message.getHeader(BodySeal.ATTRIBUTE))
                && message.getHeader(DeadLetter.ORIGIN_ID) instanceof String id
                ? Optional.of(body).flatMap(sealed -> seal.open(sealed, id)).orElse(body) : body;
    }
}
