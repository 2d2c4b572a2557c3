package io.github.maskroute.app;

import io.github.maskroute.aws.AwsClients;
import io.github.maskroute.aws.NoCredentialsException;
import io.github.maskroute.aws.NoRegionException;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.config.DatabaseSettings;
import io.github.maskroute.config.QueueSettings;
import io.github.maskroute.config.Settings;
import io.github.maskroute.db.Database;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.event.EventTypes;
import io.github.maskroute.event.InvalidSchemaException;
import io.github.maskroute.keyset.KeyEncryption;
import io.github.maskroute.keyset.KeyFile;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.keyset.SealKeys;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.network.Proxies;
import io.github.maskroute.sqs.SqsFault;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Opens what the settings name: the database, AWS clients, keys and event types. The caller closes what it gets.
 *
 * <p>Immutable and safe for use by several threads.
 */
public record ServiceFactory(Settings settings) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int SQS_CONNECTIONS = 100;

    /**
     * The database, which connects at first use.
     *
     * @param writers statements of one route that run at once
     * @throws ConfigurationException if none is named
     */
    public Database database(int writers) {
        DatabaseSettings named = settings.database();
        return new Database(named.url(), named.user(), named.password(), writers);
    }

    /** The database with one writer, for a command. */
    public Database database() {
        return database(1);
    }

    /** @throws ConfigurationException if no region or no credentials are found */
    SqsClient sqs() {
        AwsClients clients = aws();
        QueueSettings queue = settings.queue();
        try {
            return clients.build(SqsClient.builder(), clients.http().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(ANSWER_TIMEOUT)
                    .maxConnections(SQS_CONNECTIONS), queue.endpoint(), queue.region());
        } catch (NoRegionException | NoCredentialsException e) {
            throw new ConfigurationException(SqsFault.unasked(e).orElseThrow());
        }
    }

    /**
     * S3, with the credentials that the settings have for the queue.
     *
     * @param endpoint of an S3 other than AWS's, which has the bucket in the path
     * @throws ConfigurationException if no region or no credentials are found
     */
    public S3Client s3(Optional<URI> endpoint) {
        AwsClients clients = aws();
        try {
            return clients.build(S3Client.builder().crossRegionAccessEnabled(true).forcePathStyle(endpoint.isPresent()),
                    clients.http().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(ANSWER_TIMEOUT), endpoint, settings.queue().region());
        } catch (NoRegionException | NoCredentialsException e) {
            throw new ConfigurationException("S3 cannot be used: " + e.getMessage()
                    + "; set maskroute.queue.region, or correct what AWS's chain reads");
        }
    }

    private AwsClients aws() {
        Proxies proxies = Proxies.ofProcess();
        return settings.queue().accessKey().map(key -> AwsClients.withKey(proxies, key.id(), key.secret()))
                .orElseGet(() -> AwsClients.withDefaultChain(proxies));
    }

    /**
     * The keyset folder that the settings name.
     *
     * @param keyEncryptionKey wraps it, in place of the one in the settings
     * @throws ConfigurationException if none is named
     */
    public KeysetFolder keyset(Optional<String> keyEncryptionKey) {
        Path folder = settings.mask().keyset().orElseThrow(() -> new ConfigurationException(
                "no keyset is named; set maskroute.mask.keyset, or give --keyset FOLDER"));
        return keyset(folder, keyEncryptionKey.or(settings.mask()::keyEncryptionKey));
    }

    /** A keyset folder and the key that wraps it. */
    public KeysetFolder keyset(Path folder, Optional<String> keyEncryptionKey) {
        return new KeysetFolder(folder, keyEncryptionKey.map(this::keyEncryption));
    }

    /** The single key to mask with, if the settings name one in place of a keyset. */
    public Optional<Keyset> keyFile() {
        return settings.mask().keyFile().map(file -> Keyset.of(KeyFile.read(file)));
    }

    /** What encrypts and decrypts the bodies of dead letters; empty if the settings name no keys for it. */
    public Optional<BodySeal> bodySeal() {
        return settings.deadLetters().keyset().map(folder -> new BodySeal(sealKeys(folder).read()));
    }

    /** The keys that seal dead letters, in this folder. */
    public SealKeys sealKeys(Path folder) {
        return new SealKeys(folder, settings.mask().keyEncryptionKey().map(this::keyEncryption));
    }

    /** @throws ConfigurationException if the settings name no folder of keys that seal dead letters */
    public Path sealFolder() {
        return settings.deadLetters().keyset().orElseThrow(() -> new ConfigurationException("no folder of keys to seal with is named;"
                + " set maskroute.dead-letter.keyset, and make a key with `maskroute dlq add-key --keyset FOLDER`"));
    }

    private KeyEncryption keyEncryption(String key) {
        return KeyEncryption.of(key, settings.mask().kmsEndpoint());
    }

    /**
     * The event types whose schemas lie in the folder of the routes.
     *
     * @throws ConfigurationException if the folder cannot be read, holds no schema, or an invalid one
     */
    public EventTypes eventTypes() {
        Path folder = settings.routes().folder();
        EventTypes types;
        try {
            types = EventTypes.in(folder, settings.mask().scheme());
        } catch (InvalidSchemaException e) {
            throw new ConfigurationException(e.getMessage() + "; correct it");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new ConfigurationException("the schemas in " + folder + " cannot be read (" + e.getCause().getClass().getSimpleName()
                    + "); set maskroute.routes to the folder of the routes");
        }
        if (types.all().isEmpty()) {
            throw new ConfigurationException("no schema is in " + folder + "; set maskroute.routes to the folder of the routes");
        }
        return types;
    }
}
