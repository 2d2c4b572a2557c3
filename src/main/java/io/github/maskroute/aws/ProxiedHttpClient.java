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
 * An HTTP client that names the proxy in failures. A request without an answer fails with {@link ProxiedException}. An error response
 * gets a header with the proxy, because the proxy may have sent it. Thread-safe.
 */
final class ProxiedHttpClient implements SdkHttpClient {

    /** A response header: the proxy through which the response came. */
    static final String HEADER = "x-maskroute-proxy";

    private static final int FIRST_ERROR = 400;

    private final SdkHttpClient client;
    private final Proxies proxies;

    private ProxiedHttpClient(SdkHttpClient client, Proxies proxies) {
        this.client = client;
        this.proxies = proxies;
    }

    /** Wraps the clients of another builder. */
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
