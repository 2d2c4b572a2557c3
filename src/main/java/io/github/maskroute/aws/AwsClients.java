package io.github.maskroute.aws;

import io.github.maskroute.network.Proxies;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Creates clients of AWS services with the same proxies and credentials. Thread-safe.
 *
 * @param proxies for all requests except those to this machine
 * @param credentials for all requests
 */
public record AwsClients(Proxies proxies, AwsCredentialsProvider credentials) {

    /** With AWS's default credential chain: variables, web identity, profiles, containers and instances. Reloads changed profiles. */
    public static AwsClients withDefaultChain(Proxies proxies) {
        return new AwsClients(proxies, new CredentialChain());
    }

    /** With one access key. */
    public static AwsClients withKey(Proxies proxies, String accessKey, String secretKey) {
        return new AwsClients(proxies, StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    }

    /** A builder of HTTP clients with these proxies. Callers set the timeouts. */
    public ApacheHttpClient.Builder http() {
        return http(proxies);
    }

    static ApacheHttpClient.Builder http(Proxies proxies) {
        return ApacheHttpClient.builder()
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false).useEnvironmentVariableValues(false).build())
                .httpRoutePlanner(new ProxiedRoutes(proxies))
                .credentialsProvider(ProxiedRoutes.logins(proxies));
    }

    /**
     * Creates a client.
     *
     * @param client for example {@code SqsClient.builder()}
     * @param http from {@link #http}, with timeouts
     * @param endpoint URL of a service other than AWS's
     * @param region if empty, AWS's default region chain decides, unless there is an endpoint
     * @throws NoRegionException if the chain has no region
     * @throws NoCredentialsException if the profile files are malformed
     */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B client, ApacheHttpClient.Builder http, Optional<URI> endpoint, Optional<String> region) {
        client.httpClientBuilder(new ProxiedHttpClient.Builder(http, proxies)).credentialsProvider(credentials);
        endpoint.ifPresent(client::endpointOverride);
        client.region(region.map(Region::of).or(() -> endpoint.map(other -> Region.US_EAST_1)).orElseGet(AwsClients::regionOfChain));
        try {
            return client.build();
        } catch (IllegalArgumentException e) {
            // The client reads the profile files for other settings too.
            throw new NoCredentialsException("AWS's profiles cannot be read: " + CredentialErrors.of(e), false);
        }
    }

    private static Region regionOfChain() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new NoRegionException();
        }
    }
}
