package io.github.maskroute.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Dead letters of the shipped route: {@code maskroute.dead-letter.*}.
 *
 * @param queue name of the dead-letter queue
 * @param queueUrl its URL, which then needs no look-up
 * @param sealed whether bodies are encrypted
 * @param keyset folder of the keys that encrypt and decrypt bodies
 */
public record DeadLetterSettings(String queue, Optional<String> queueUrl, boolean sealed, Optional<Path> keyset) {

    public DeadLetterSettings {
        if (sealed && keyset.isEmpty()) {
            throw new ConfigurationException(
                    "setting maskroute.dead-letter.body=sealed needs maskroute.dead-letter.keyset: name the folder of the key,"
                            + " made with `maskroute dlq add-key`");
        }
    }
}
