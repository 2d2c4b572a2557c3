package io.github.maskroute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final String TARGET = "sqs.eu-central-1.amazonaws.com";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "queue.localhost", "::1", "[::1]",
            "[::ffff:127.0.0.1]", "0.0.0.0"})
    void shouldConnectDirectlyToThisMachine(String host) {
        assertThat(variables("HTTP_PROXY", "http://proxy:1", "NO_PROXY", "example.com").to("http", host, 80)).isEmpty();
        assertThat(properties("https.proxyHost", "proxy", "http.nonProxyHosts", "example.com").to("https", host, 443)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://proxy.example.com:3128,proxy.example.com:3128", "http://proxy.example.com:3128/,proxy.example.com:3128",
        "proxy.example.com:3128,proxy.example.com:3128", "http://10.0.0.1,10.0.0.1:80", "HTTPS://proxy_1,proxy_1:443",
        "http://[fd00::1]:8080,[fd00::1]:8080", "http://somebody:pa%40ss@proxy:1,proxy:1", "somebody:pa@ss/w@proxy:1,proxy:1"})
    void shouldReadVariable(String value, String proxy) {
        assertThat(variables("HTTP_PROXY", value).to("http", TARGET, 80)).map(HttpProxy::toString).contains(proxy);
        assertThat(variables("http_proxy", " " + value + " ").to("http", TARGET, 80)).map(HttpProxy::toString).contains(proxy);
    }

    @Test
    void shouldReadLoginAndNotPrintIt() {
        HttpProxy proxy = variables("HTTPS_PROXY", "http://some+body:pa%40ss:w@proxy:1").to("https", TARGET, 443).orElseThrow();

        assertThat(proxy.login()).contains(new HttpProxy.Login("some+body", "pa@ss:w"));
        assertThat(proxy + " " + proxy.login()).doesNotContain("some", "pa@ss");
    }

    @Test
    void shouldUseProxyOfSchemeOrOfHttp() {
        Proxies both = variables("HTTP_PROXY", "one:1", "HTTPS_PROXY", "two:2");
        assertThat(both.to("http", TARGET, -1)).map(HttpProxy::host).contains("one");
        assertThat(both.to("https", TARGET, -1)).map(HttpProxy::host).contains("two");
        assertThat(variables("HTTP_PROXY", "one:1").to("https", TARGET, 443)).map(HttpProxy::host).contains("one");
        assertThat(variables("HTTPS_PROXY", "two:2").to("http", TARGET, 80)).isEmpty();
        assertThat(variables("HTTP_PROXY", "").to("http", TARGET, 80)).isEmpty();
    }

    @Test
    void shouldPreferSystemPropertyToVariable() {
        Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", "two:2", "HTTP_PROXY", "two:2"),
                system("https.proxyHost", "one", "https.proxyPort", "3128", "https.proxyUser", "u", "https.proxyPassword", "p"));

        assertThat(proxies.to("https", TARGET, 443))
                .contains(new HttpProxy("http", "one", 3128, Optional.of(new HttpProxy.Login("u", "p"))));
        assertThat(proxies.to("http", TARGET, 80)).map(HttpProxy::host).contains("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "amazonaws.com", ".amazonaws.com", "*.amazonaws.com", "SQS.eu-central-1.AmazonAWS.com", "sqs.eu*.com",
        "other.example, amazonaws.com", "other.example amazonaws.com", "amazonaws.com:443"})
    void shouldConnectDirectlyToListedDomains(String noProxy) {
        assertThat(variables("HTTPS_PROXY", "proxy:1", "NO_PROXY", noProxy).to("https", TARGET, -1)).isEmpty();
        assertThat(variables("HTTPS_PROXY", "proxy:1", "no_proxy", noProxy).to("https", TARGET, 443)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"azonaws.com", "amazonaws.com:8443", "sqs", "10.0.0.0/8", ".", "amazonaws.com.example"})
    void shouldUseProxyForOtherDomains(String noProxy) {
        assertThat(variables("HTTPS_PROXY", "proxy:1", "NO_PROXY", noProxy).to("https", TARGET, 443)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,10.1.2.3", "10.0.0.0/8,10.200.0.1", "10.1.2.3/8,10.200.0.1", "10.1.*,10.1.2.3", "10.1.2.3:4566,10.1.2.3",
            "fd00::/8,[fd12::7]",
        "[fd12::7]:4566,[fd12::7]", "fd12:0::7,fd12::7"})
    void shouldConnectDirectlyToListedAddressesAndNetworks(String noProxy, String host) {
        assertThat(variables("HTTP_PROXY", "proxy:1", "NO_PROXY", noProxy).to("http", host, 4566)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3,10.1.2.4", "10.0.0.0/8,11.0.0.1", "fd00::/8,[fe80::7]", "10.0.0.0/8,10.example.com"})
    void shouldUseProxyForOtherAddresses(String noProxy, String host) {
        assertThat(variables("HTTP_PROXY", "proxy:1", "NO_PROXY", noProxy).to("http", host, 4566)).isPresent();
    }

    @Test
    void shouldApplyNonProxyHostsToBothSchemesAndToVariables() {
        Proxies proxies = new Proxies(Map.of("HTTP_PROXY", "proxy:1"), system("http.nonProxyHosts", "*.internal|10.*"));

        assertThat(proxies.to("http", "queue.internal", 80)).isEmpty();
        assertThat(proxies.to("https", "10.1.2.3", 443)).isEmpty();
        assertThat(proxies.to("https", "internal.example.com", 443)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "socks5://proxy:1080", "http://somebody:hunter2@", "http://somebody:hunter2@proxy:99999", "proxy:0",
        "http://somebody:hunter2@proxy:1/path", "proxy:port", "http://proxy:1 http://other:2", "http://somebody:%hunter2@proxy:1",
                "ftp://somebody:hunter2@proxy:1"})
    void shouldReportMalformedVariableWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> variables("HTTP_PROXY", value)).isInstanceOf(MalformedProxyException.class)
                .hasMessageStartingWith("variable HTTP_PROXY is malformed; it must be http://host:port").message()
                .doesNotContain("hunter2", "somebody", "socks5", "/path", "99999");
        assertThatThrownBy(() -> variables("https_proxy", value)).hasMessageStartingWith("variable HTTPS_PROXY is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/99", "http://internal.example.com", "example.com,10.0.0/x"})
    void shouldReportMalformedNoProxyWithoutQuotingIt(String value) {
        assertThatThrownBy(() -> variables("NO_PROXY", value)).hasMessageStartingWith("variable NO_PROXY is malformed").message()
                .doesNotContain("internal", "99");
    }

    @Test
    void shouldReportMalformedProperty() {
        assertThatThrownBy(() -> properties("http.proxyHost", "http://proxy")).hasMessageStartingWith("system property http.proxyHost");
        assertThatThrownBy(() -> properties("https.proxyHost", "proxy", "https.proxyPort", "x"))
                .hasMessageStartingWith("system property https.proxyPort");
    }

    private static Proxies variables(String... namesAndValues) {
        return new Proxies(map(namesAndValues), new Properties());
    }

    private static Proxies properties(String... namesAndValues) {
        return new Proxies(Map.of(), system(namesAndValues));
    }

    private static Properties system(String... namesAndValues) {
        Properties system = new Properties();
        system.putAll(map(namesAndValues));
        return system;
    }

    private static Map<String, String> map(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
