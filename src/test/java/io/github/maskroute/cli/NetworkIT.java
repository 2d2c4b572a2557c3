package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.aws.AwsEnvironment;
import io.github.maskroute.aws.AwsStandIn;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies and credentials of drain, doctor and dlq. */
class NetworkIT {

    private static final String NO_PROXY_THERE = "127.0.0.1:1";
    private static final String REASON = "AWS's chain has no credentials: profile default: ";

    @TempDir
    private Path folder;

    private final AwsStandIn aws = new AwsStandIn();
    private final AwsEnvironment environment = new AwsEnvironment(aws);
    private final TestDrain drain = new TestDrain();

    @AfterEach
    void tearDown() {
        List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        drain.close();
        environment.close();
        aws.close();
    }

    @Test
    void shouldReachLocalQueueWithoutProxy() {
        proxy("1", "none.invalid");
        drain.start().send(List.of(TestDrain.event(1))).awaitRows(1);
        assertThat(commands().run("dlq", "list").exit()).isZero();
        assertThat(queueFinding()).startsWith("ok");
    }

    @Test
    void shouldNameUnreachableProxy() {
        proxy("1", "none.invalid");
        drain.settings().put("maskroute.queue.endpoint", "http://queue.invalid:9324");

        assertThat(commands().run("dlq", "list").refused(ExitCode.QUEUE_AWAY).err()).contains("through the proxy " + NO_PROXY_THERE);
        assertThat(queueFinding()).startsWith("fail").contains("through the proxy " + NO_PROXY_THERE);
    }

    @Test
    void shouldNamePropertyOfMalformedProxyWithoutValue() {
        proxy("hunter2", "none.invalid");

        assertThatThrownBy(drain::start).hasMessageStartingWith("system property http.proxyPort is malformed")
                .hasMessageNotContaining("hunter2");
        assertThat(commands().run("dlq", "list").refused(ExitCode.SETTINGS).err()).contains("system property http.proxyPort is malformed");
        assertThat(queueFinding()).startsWith("fail").contains("system property http.proxyPort is malformed");
    }

    @Test
    void shouldExplainMissingCredentialsConsistently() {
        withoutKey();
        environment.file("config", """
                [default]
                credential_process = sh -c 'echo the vault is locked, token=hunter2 >&2; exit 3'
                """);
        String expected = "no request can be sent to SQS: " + REASON;

        assertThatThrownBy(drain::start).hasMessageStartingWith(expected).hasMessageContaining("the vault is locked")
                .hasMessageContaining("instance role: ").hasMessageContaining("not set up: ").hasMessageNotContaining("hunter2");
        assertThat(commands().run("dlq", "list").refused(ExitCode.QUEUE_REFUSES).err())
                .contains(expected, "the vault is locked").doesNotContain("hunter2");
        assertThat(queueFinding()).startsWith("fail").contains(expected, "the vault is locked").doesNotContain("hunter2");
    }

    @Test
    void shouldExplainMalformedProfiles() {
        withoutKey();
        environment.file("config", "[default\n");
        String expected = "no request can be sent to SQS: AWS's profiles cannot be read: ";

        assertThatThrownBy(drain::start).hasMessageStartingWith(expected);
        assertThat(commands().run("dlq", "list").refused(ExitCode.SETTINGS).err()).contains(expected);
        assertThat(queueFinding()).startsWith("fail").contains(expected);
    }

    @Test
    void shouldReportMissingRegionRatherThanCredentials() {
        withoutKey();
        environment.with("AWS_REGION", "");
        drain.settings().remove("maskroute.queue.endpoint");
        drain.settings().put("maskroute.queue.url", drain.queueUrl());

        assertThatThrownBy(drain::start).hasMessageContaining("no AWS region is configured")
                .hasMessageContaining("set maskroute.queue.region");
        assertThat(queueFinding()).startsWith("fail").contains("no AWS region is configured");
    }

    @Test
    void shouldContinueWithNewCredentialsAfterExpiry() throws IOException {
        withoutKey();
        Path signedIn = environment.file("signed-in", "");
        // The credentials expire at once, so each request loads them again.
        environment.file("config", "[default]\ncredential_process = sh " + environment.file("keys.sh", """
                [ -e '%s' ] || { echo 'sign in first' >&2; exit 1; }
                echo '{"Version":1,"AccessKeyId":"x","SecretAccessKey":"x","Expiration":"2020-01-01T00:00:00Z"}'
                """.formatted(signedIn)) + "\n");
        drain.start().send(List.of(TestDrain.event(1))).awaitRows(1);
        TestLog log = new TestLog();

        Files.delete(signedIn);
        await().atMost(TestDrain.PATIENCE).until(() -> log.text().contains("The queue refuses since "));
        assertThat(log.text()).contains(REASON, "sign in first");
        environment.file("signed-in", "");
        drain.send(List.of(TestDrain.event(2))).awaitRows(2);
        await().atMost(TestDrain.PATIENCE).until(() -> log.text().contains("The queue is back after "));
        assertThat(drain.depth(drain.deadLetterUrl())).isZero();
    }

    private void withoutKey() {
        drain.settings().keySet().removeAll(List.of("maskroute.queue.access-key", "maskroute.queue.secret-key"));
    }

    /** Sets the proxy as JAVA_OPTS would, and replaces Java's default list of hosts without a proxy, which contains this machine. */
    private static void proxy(String port, String others) {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", port);
        System.setProperty("http.nonProxyHosts", others);
    }

    private String queueFinding() {
        return commands().run("doctor").lines().stream().filter(line -> line.matches("\\w+ +queue  .*")).findFirst().orElseThrow();
    }

    private Commands commands() {
        Commands commands = new Commands(folder);
        Map<String, String> settings = drain.settings();
        settings.forEach(commands::with);
        return commands.with("maskroute.mask.keyset", Path.of(settings.get("maskroute.mask.keyset")).toAbsolutePath())
                .with("maskroute.dev-services", "off");
    }
}
