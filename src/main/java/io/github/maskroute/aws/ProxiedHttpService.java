package io.github.maskroute.aws;

import io.github.maskroute.network.Proxies;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;

/**
 * Gives an HTTP client that knows the proxies to clients that the SDK makes by itself: those that ask for credentials. Named by a
 * system property, since a host that Maskroute runs in has clients of its own.
 */
public final class ProxiedHttpService implements SdkHttpService {

    /** By its text: the SDK's own class for it takes its time, at the start of a program. */
    static final String PROPERTY = "software.amazon.awssdk.http.service.impl";

    /** Lets the SDK of this JVM use it, unless another one is named. */
    public static void use() {
        System.setProperty(PROPERTY, System.getProperty(PROPERTY, ProxiedHttpService.class.getName()));
    }

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        Proxies proxies = Proxies.ofProcess();
        return new ProxiedHttpClient.Builder(AwsClients.http(proxies), proxies);
    }
}
