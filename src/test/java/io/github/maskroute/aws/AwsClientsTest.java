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

/** Clients with proxies that stand on 127.0.0.1 and hosts that only a proxy could know. */
class AwsClientsTest {

    private static final String NOBODY = "127.0.0.1:1";
    private static final String ASKS = "Proxy-Authenticate: Basic realm=\"x\"";
    private static final String PAGE = "<html>no</html>";
    private static final String ELSEWHERE = "http://queue.invalid:9324";

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxyThatIsNotThereIsNamed(String scheme) {
        SqsFault fault = fault(Map.of("HTTP_PROXY", "http://somebody:hunter2@" + NOBODY), scheme + "://queue.invalid:9324");

        assertThat(fault.away()).isTrue();
        assertThat(fault.description()).isEqualTo("HttpHostConnectException by way of the proxy " + NOBODY);
    }

    @Test
    void proxyThatNobodyKnowsIsNamed() {
        assertThat(fault(Map.of("HTTPS_PROXY", "proxy.invalid:3128"), "https://queue.invalid").description())
                .isEqualTo("UnknownHostException by way of the proxy proxy.invalid:3128");
    }

    @Test
    void hostThatNeedsNoProxyIsNotBlamedOnOne() {
        assertThat(fault(Map.of("HTTP_PROXY", NOBODY, "NO_PROXY", ".invalid"), ELSEWHERE).description()).isEqualTo("UnknownHostException");
        assertThat(fault(Map.of("HTTP_PROXY", "proxy.invalid:1"), "http://127.0.0.1:1").description())
                .isEqualTo("HttpHostConnectException");
    }

    @ParameterizedTest
    @CsvSource({"403 Forbidden,http,403", "403 Forbidden,https,403", "407 Proxy Authentication Required,https,407",
            "503 Unavailable,http,503",
        "502 Bad Gateway,https,502"})
    void answerOfTheProxyItselfIsNamedAsItsOwn(String status, String scheme, int code) {
        try (FakeProxy proxy = new FakeProxy(status, ASKS, PAGE)) {
            SqsFault fault = fault(Map.of("HTTP_PROXY", "http://" + proxy.name()), scheme + "://queue.invalid:9324");

            assertThat(fault.description())
                    .isEqualTo("status " + code + " by way of the proxy " + proxy.name() + ", whose own answer it may be");
            assertThat(fault.away()).isEqualTo(code >= 500);
            assertThat(proxy.requests()).allMatch(request -> request.contains("queue.invalid:9324"));
        }
    }

    @Test
    void requestGoesByTheProxy() {
        try (FakeProxy proxy = new FakeProxy("200 OK",
                "Content-Type: application/x-amz-json-1.0", "{\"QueueUrls\":[\"http://queue.invalid/1/a\"]}")) {
            try (SqsClient client = client(Map.of("HTTP_PROXY", "http://" + proxy.name() + "/"), ELSEWHERE)) {
                assertThat(client.listQueues().queueUrls()).containsExactly("http://queue.invalid/1/a");
            }
            assertThat(proxy.requests()).containsExactly("POST " + ELSEWHERE + "/ HTTP/1.1");
        }
    }

    @Test
    void proxyThatAsksWhoIsThereIsAnswered() {
        try (FakeProxy proxy = new FakeProxy("407 Proxy Authentication Required", ASKS, PAGE)) {
            SqsFault fault = fault(Map.of("HTTPS_PROXY", "http://somebody:hunter2@" + proxy.name()), "https://queue.invalid:443");

            assertThat(proxy.requests()).anyMatch(request -> request.endsWith("Basic c29tZWJvZHk6aHVudGVyMg=="));
            assertThat(fault.description()).contains("proxy " + proxy.name()).doesNotContain("somebody", "hunter2");
        }
    }

    @Test
    void clientsThatTheSdkMakesByItselfKnowTheProxies() {
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
    void regionThatNobodyNamesIsNotTakenForCredentials() {
        try (AwsStandIn aws = new AwsStandIn(); AwsEnvironment environment = new AwsEnvironment(aws)) {
            environment.with("AWS_REGION", "");
            AwsClients clients = AwsClients.withDefaultChain(new Proxies(Map.of(), new Properties()));
            NoRegionException failure = catchThrowableOfType(NoRegionException.class,
                    () -> clients.build(SqsClient.builder(), clients.http(), Optional.empty(), Optional.empty()));

            assertThat(SqsFault.unasked(failure).orElseThrow())
                    .isEqualTo("no request can be sent to SQS: no region of AWS is named: neither by a setting,"
                    + " nor by AWS_REGION, the profile or the instance's metadata; set maskroute.queue.region");
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
