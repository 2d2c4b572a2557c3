package io.github.maskroute.aws;

import io.github.maskroute.network.Proxies;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;

/**
 * The HTTP client with proxies for the clients that the SDK creates itself to fetch credentials. A system property selects it and not a
 * service file, because a host application has its own clients.
 */
public final class ProxiedHttpService implements SdkHttpService {

    /** A literal, because loading the SDK's own constant slows down the start. */
    static final String PROPERTY = "software.amazon.awssdk.http.service.impl";

    /** Makes the SDK of this JVM use this service, unless the property is set. */
    public static void use() {
        System.setProperty(PROPERTY, System.getProperty(PROPERTY, ProxiedHttpService.class.getName()));
    }

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        Proxies proxies = Proxies.ofProcess();
        return new ProxiedHttpClient.Builder(AwsClients.http(proxies), proxies);
    }
}
