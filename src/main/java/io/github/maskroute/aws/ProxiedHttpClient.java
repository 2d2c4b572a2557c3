package io.github.maskroute.aws;

import io.github.maskroute.network.HttpProxy;
import io.github.maskroute.network.Proxies;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A client whose failures name the proxy: a request without an answer by its exception, {@link ProxiedException}, and an answer that
 * is an error by a header, since the proxy may have made it. Safe for use by several threads.
 */
final class ProxiedHttpClient implements SdkHttpClient {

    /** Of an answer: the proxy by which it came. */
    static final String HEADER = "x-maskroute-proxy";

    private static final int FIRST_ERROR = 400;

    private final SdkHttpClient client;
    private final Proxies proxies;

    private ProxiedHttpClient(SdkHttpClient client, Proxies proxies) {
        this.client = client;
        this.proxies = proxies;
    }

    /** Makes one of each client that the other builder makes. */
    record Builder(SdkHttpClient.Builder<?> client, Proxies proxies) implements SdkHttpClient.Builder<Builder> {

        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return new ProxiedHttpClient(client.buildWithDefaults(serviceDefaults), proxies);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest target = request.httpRequest();
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        Optional<HttpProxy> proxy = proxies.to(target.protocol(), target.host(), target.port());
        return proxy.isPresent() ? new ProxiedRequest(prepared, proxy.get()) : prepared;
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private record ProxiedRequest(ExecutableHttpRequest request, HttpProxy proxy) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            try {
                HttpExecuteResponse answer = request.call();
                return answer.httpResponse().statusCode() < FIRST_ERROR ? answer : named(answer);
            } catch (IOException e) {
                throw new ProxiedException(proxy, e);
            }
        }

        private HttpExecuteResponse named(HttpExecuteResponse answer) {
            HttpExecuteResponse.Builder named = HttpExecuteResponse.builder()
                    .response(answer.httpResponse().toBuilder().putHeader(HEADER, proxy.toString()).build());
            answer.responseBody().ifPresent(named::responseBody);
            return named.build();
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
