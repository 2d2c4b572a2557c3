package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.testing.Authority;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import io.github.maskroute.testing.TlsDatabase;
import io.github.maskroute.testing.Wiretap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to both services: which certificates are trusted or refused, and the messages about it. */
class TlsIT {

    private static final String PASSWORD = "pa55-of-the-login";
    private static final Authority AUTHORITY = new Authority();

    @TempDir
    private static Path folder;

    private static Path root;
    private static TlsDatabase database;
    private static Wiretap queue;

    @BeforeAll
    static void start() throws Exception {
        root = AUTHORITY.rootFile(folder);
        database = new TlsDatabase(AUTHORITY.forLocalhost());
        queue = new Wiretap(Services.get().queueEndpoint().getPort(), Optional.of(AUTHORITY.forLocalhost()));
        System.setProperty("javax.net.ssl.trustStore", AUTHORITY.trustStore(folder).toString());
        System.setProperty("javax.net.ssl.trustStorePassword", Authority.STORE_PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
        queue.close();
        database.close();
    }

    @Test
    void shouldStoreEventsIfBothServicesAreTrusted() throws Exception {
        String options = "-XX:TieredStopAtLevel=1 -Djavax.net.ssl.trustStorePassword=" + Authority.STORE_PASSWORD
                + " -Djavax.net.ssl.trustStore=" + AUTHORITY.trustStore(folder);
        try (TestDrain drain = drain(Map.of("maskroute.run.mode", "drain"))) {
            drain.settings().computeIfPresent("maskroute.mask.keyset", (key, path) -> Path.of(path).toAbsolutePath().toString());
            drain.send(List.of(TestDrain.event(1), TestDrain.event(2), "no event"));
            new Packaged.Start(folder, Packaged.HOME.resolve("bin/maskroute").toString(), "run").with(drain.settings())
                    .with("JAVA_OPTS", options).run().done();
            assertThat(drain.rows("SELECT user_id FROM user_logins WHERE user_id IN ('user-1', 'user-2')")).hasSize(2);
            assertThat(drain.deadLetters()).hasSize(1);
            assertThat(queue.sent()).contains(drain.settings().get("maskroute.queue.name"));
            drain.execute("TRUNCATE user_logins");
        }
    }

    @Test
    void shouldNotStartWithADatabaseThatIsNotTrusted() throws IOException {
        Wiretap wire = new Wiretap(database.port(), Optional.empty());
        Path other = new Authority().rootFile(folder);
        Map<String, String> faults = Map.of(
                url("localhost", wire.port(), other), "not signed by a trusted authority",
                url("127.0.0.1", wire.port(), root), "its certificate is for another host name",
                url("localhost", wire.port(), folder.resolve("none.pem")), "the file with its certificate authority cannot be read",
                withoutTls(), "it does not offer the requested kind of connection");
        List<CompletableFuture<Void>> starts = faults.entrySet().stream().map(fault -> CompletableFuture.runAsync(() ->
                assertEndsTheStart(Map.of("maskroute.db.url", fault.getKey()), fault.getValue(),
                        "sslrootcert", "maskroute.db.url"))).toList();
        starts.forEach(CompletableFuture::join);
        assertThat(wire.sent()).as("sent before a certificate is trusted").isNotEmpty().doesNotContain("postgres", PASSWORD);
        wire.close();
    }

    @Test
    void shouldNotStartWithAQueueThatIsNotTrusted() throws IOException {
        try (Wiretap expired = new Wiretap(1, Optional.of(AUTHORITY.expired()));
                Wiretap others = new Wiretap(1, Optional.of(new Authority().forLocalhost()))) {
            Map.of("https://localhost:" + expired.port(), "its certificate has expired",
                    "https://localhost:" + others.port(), "its certificate is not signed by a trusted authority",
                    "https://127.0.0.1:" + queue.port(), "its certificate is for another host name").forEach((endpoint, words) ->
                            assertEndsTheStart(Map.of("maskroute.queue.endpoint", endpoint), words, "maskroute.queue.endpoint",
                                    "trustStore"));
            assertThat(expired.sent() + others.sent()).isEmpty();
        }
    }

    @Test
    void shouldWaitWhileACertificateIsReplacedByAnUntrustedOne() throws IOException {
        try (TestDrain drain = drain(Map.of(
                "maskroute.retry.max-pause-seconds", "1", "maskroute.queue.visibility-seconds", "10")).start()) {
            drain.send(List.of(TestDrain.event(1))).awaitRows(1);
            database.show(AUTHORITY.expired());
            queue.show(new Authority().forLocalhost());
            drain.send(List.of(TestDrain.event(2)));
            awaitLog(drain, "The queue refuses since", "its certificate is not signed by a trusted authority", "javax.net.ssl.trustStore",
                    "waits");
            queue.show(AUTHORITY.forLocalhost());
            awaitLog(drain, "The database ", " since", "its certificate has expired", "sslrootcert", "waits");
            database.show(AUTHORITY.forLocalhost());
            drain.awaitRows(2);
            assertThat(drain.deadLetters()).isEmpty();
            drain.execute("TRUNCATE user_logins");
        }
    }

    private static TestDrain drain(Map<String, String> others) {
        Map<String, String> settings = new TreeMap<>(Map.of("maskroute.db.url", url("localhost", database.port(), root),
                "maskroute.queue.endpoint", "https://localhost:" + queue.port()));
        settings.putAll(others);
        return new TestDrain("", settings);
    }

    private static void awaitLog(TestDrain drain, String... words) {
        await().atMost(TestDrain.PATIENCE).until(() ->
                drain.log().lines().anyMatch(line -> Stream.of(words).allMatch(line::contains)));
    }

    private static void assertEndsTheStart(Map<String, String> settings, String... words) {
        try (TestDrain drain = drain(settings)) {
            drain.settings().put("maskroute.db.password", PASSWORD);
            assertThat(catchThrowable(drain::start)).isInstanceOf(ConfigurationException.class).hasMessageContainingAll(words)
                    .message().doesNotContain(PASSWORD);
            assertThat(drain.log()).doesNotContain(PASSWORD);
        }
    }

    private static String withoutTls() {
        return Services.get().newDatabase().replace("127.0.0.1", "localhost") + "?sslmode=verify-full";
    }

    private static String url(String host, int port, Path authority) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres?sslmode=verify-full&sslrootcert=" + authority;
    }
}
