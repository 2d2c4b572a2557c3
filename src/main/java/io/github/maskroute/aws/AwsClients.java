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
 * Makes clients of AWS's services: all go by the same proxies, and use the same credentials. Safe for use by several threads.
 *
 * @param proxies by which requests go, unless they stay on this machine
 * @param credentials whose rights requests use
 */
public record AwsClients(Proxies proxies, AwsCredentialsProvider credentials) {

    /** With AWS's default chain: variables, web identity, profiles, containers and instances. Profiles are read again when they change. */
    public static AwsClients withDefaultChain(Proxies proxies) {
        return new AwsClients(proxies, new CredentialChain());
    }

    /** With one key. */
    public static AwsClients withKey(Proxies proxies, String accessKey, String secretKey) {
        return new AwsClients(proxies, StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    }

    /** An HTTP client to set limits on; it goes by the proxies. */
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
     * Makes a client.
     *
     * @param client for example {@code SqsClient.builder()}
     * @param http from {@link #http}, with limits
     * @param endpoint URL of a service other than AWS's
     * @param region AWS's chain of regions is asked if it is empty, unless there is an endpoint
     * @throws NoRegionException if that has none
     * @throws NoCredentialsException if the files of profiles are malformed
     */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
            B client, ApacheHttpClient.Builder http, Optional<URI> endpoint, Optional<String> region) {
        client.httpClientBuilder(new ProxiedHttpClient.Builder(http, proxies)).credentialsProvider(credentials);
        endpoint.ifPresent(client::endpointOverride);
        client.region(region.map(Region::of).or(() -> endpoint.map(other -> Region.US_EAST_1)).orElseGet(AwsClients::regionOfChain));
        try {
            return client.build();
        } catch (IllegalArgumentException e) {
            // Each client reads the profiles for more than credentials.
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
