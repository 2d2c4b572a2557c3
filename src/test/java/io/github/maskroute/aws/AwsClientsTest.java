package io.github.maskroute.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.maskroute.network.FakeProxy;
import io.github.maskroute.network.Proxies;
import io.github.maskroute.sqs.SqsFault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients with proxies on 127.0.0.1 and host names that only a proxy could resolve. */
class AwsClientsTest {

    private static final String CLOSED_PORT = "127.0.0.1:1";
    private static final String LOGIN_REQUIRED = "Proxy-Authenticate: Basic realm=\"x\"";
    private static final String PAGE = "<html>no</html>";
    private static final String ELSEWHERE = "http://queue.invalid:9324";

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void shouldNameUnreachableProxy(String scheme) {
        SqsFault fault = fault(Map.of("HTTP_PROXY", "http://somebody:hunter2@" + CLOSED_PORT), scheme + "://queue.invalid:9324");

        assertThat(fault.away()).isTrue();
        assertThat(fault.description()).isEqualTo("HttpHostConnectException through the proxy " + CLOSED_PORT);
    }

    @Test
    void shouldNameUnresolvableProxy() {
        assertThat(fault(Map.of("HTTPS_PROXY", "proxy.invalid:3128"), "https://queue.invalid").description())
                .isEqualTo("UnknownHostException through the proxy proxy.invalid:3128");
    }

    @Test
    void shouldNotNameProxyForDirectConnection() {
        assertThat(fault(Map.of("HTTP_PROXY", CLOSED_PORT, "NO_PROXY", ".invalid"), ELSEWHERE).description())
                .isEqualTo("UnknownHostException");
        assertThat(fault(Map.of("HTTP_PROXY", "proxy.invalid:1"), "http://127.0.0.1:1").description())
                .isEqualTo("HttpHostConnectException");
    }

    @ParameterizedTest
    @CsvSource({"403 Forbidden,http,403", "403 Forbidden,https,403", "407 Proxy Authentication Required,https,407",
            "503 Unavailable,http,503",
        "502 Bad Gateway,https,502"})
    void shouldNameProxyForErrorAnswer(String status, String scheme, int code) {
        try (FakeProxy proxy = new FakeProxy(status, LOGIN_REQUIRED, PAGE)) {
            SqsFault fault = fault(Map.of("HTTP_PROXY", "http://" + proxy.name()), scheme + "://queue.invalid:9324");

            assertThat(fault.description())
                    .isEqualTo("status " + code + " through the proxy " + proxy.name() + ", which may have sent this answer itself");
            assertThat(fault.away()).isEqualTo(code >= 500);
            assertThat(proxy.requests()).allMatch(request -> request.contains("queue.invalid:9324"));
        }
    }

    @Test
    void shouldSendRequestThroughProxy() {
        try (FakeProxy proxy = new FakeProxy("200 OK",
                "Content-Type: application/x-amz-json-1.0", "{\"QueueUrls\":[\"http://queue.invalid/1/a\"]}")) {
            try (SqsClient client = client(Map.of("HTTP_PROXY", "http://" + proxy.name() + "/"), ELSEWHERE)) {
                assertThat(client.listQueues().queueUrls()).containsExactly("http://queue.invalid/1/a");
            }
            assertThat(proxy.requests()).containsExactly("POST " + ELSEWHERE + "/ HTTP/1.1");
        }
    }

    @Test
    void shouldSendLoginToProxy() {
        try (FakeProxy proxy = new FakeProxy("407 Proxy Authentication Required", LOGIN_REQUIRED, PAGE)) {
            SqsFault fault = fault(Map.of("HTTPS_PROXY", "http://somebody:hunter2@" + proxy.name()), "https://queue.invalid:443");

            assertThat(proxy.requests()).anyMatch(request -> request.endsWith("Basic c29tZWJvZHk6aHVudGVyMg=="));
            assertThat(fault.description()).contains("proxy " + proxy.name()).doesNotContain("somebody", "hunter2");
        }
    }

    @Test
    void shouldUseProxyInClientsOfTheSdk() {
        try (FakeProxy proxy = new FakeProxy("502 Bad Gateway")) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
            SqsClient client = SqsClient.builder().httpClientBuilder(new ProxiedHttpService().createHttpClientBuilder())
                    .endpointOverride(URI.create("https://queue.invalid:443")).region(Region.US_EAST_1)
                    .credentialsProvider(AwsClients.withKey(Proxies.ofProcess(), "x", "x").credentials()).build();
            assertThatThrownBy(client::listQueues).isInstanceOf(SdkException.class);
            assertThat(proxy.requests()).contains("CONNECT queue.invalid:443 HTTP/1.1");
        } finally {
            System.clearProperty("https.proxyPort");
            System.clearProperty("https.proxyHost");
        }
    }

    @Test
    void shouldReportMissingRegion() {
        try (AwsStandIn aws = new AwsStandIn(); AwsEnvironment environment = new AwsEnvironment(aws)) {
            environment.with("AWS_REGION", "");
            AwsClients clients = AwsClients.withDefaultChain(new Proxies(Map.of(), new Properties()));
            NoRegionException failure = catchThrowableOfType(NoRegionException.class,
                    () -> clients.build(SqsClient.builder(), clients.http(), Optional.empty(), Optional.empty()));

            assertThat(SqsFault.unasked(failure).orElseThrow())
                    .isEqualTo("no request can be sent to SQS: no AWS region is configured: not by a setting,"
                    + " AWS_REGION, the profile or the instance's metadata; set maskroute.queue.region");
        }
    }

    private static SqsFault fault(Map<String, String> environment, String endpoint) {
        try (SqsClient client = client(environment, endpoint)) {
            return SqsFault.of(catchThrowableOfType(SdkException.class, client::listQueues));
        }
    }

    private static SqsClient client(Map<String, String> environment, String endpoint) {
        AwsClients clients = AwsClients.withKey(new Proxies(environment, new Properties()), "x", "x");
        return clients.build(SqsClient.builder().overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1))),
                clients.http(), Optional.of(URI.create(endpoint)), Optional.empty());
    }
}
