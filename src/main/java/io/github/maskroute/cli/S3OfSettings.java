package io.github.maskroute.cli;

import io.github.maskroute.aws.AwsClients;
import io.github.maskroute.aws.NoCredentialsException;
import io.github.maskroute.aws.NoRegionException;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.network.Proxies;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** S3, with the credentials that the settings have for the queue, for commands. */
final class S3OfSettings {

    private S3OfSettings() {}

    /** @param endpoint of an S3 other than AWS's, whose buckets stand in its paths */
    static S3Client open(Settings settings, Optional<URI> endpoint) {
        Proxies proxies = Proxies.ofProcess();
        AwsClients clients = settings.find("maskroute.queue.access-key")
                .map(accessKey -> AwsClients.withKey(proxies, accessKey, settings.get("maskroute.queue.secret-key")))
                .orElseGet(() -> AwsClients.withDefaultChain(proxies));
        try {
            return clients.build(S3Client.builder().crossRegionAccessEnabled(true).forcePathStyle(endpoint.isPresent()),
                    clients.http().connectionTimeout(Duration.ofSeconds(5)).socketTimeout(Duration.ofSeconds(30)),
                    endpoint, settings.find("maskroute.queue.region"));
        } catch (NoRegionException | NoCredentialsException e) {
            throw new CommandException(ExitCode.SETTINGS, "S3 cannot be asked: " + e.getMessage()
                    + "; set maskroute.queue.region, or correct what AWS's chain reads");
        }
    }
}
