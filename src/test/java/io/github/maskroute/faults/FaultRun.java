package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.cli.Packaged;
import io.github.maskroute.cli.CommandResult;
import io.github.maskroute.testing.Services;
import io.github.maskroute.testing.TestDrain;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * One scenario: events, the services behind proxies, packaged drains as processes, and at the end the oracle's checks.
 *
 * <p>Not thread-safe. A failure names the seed; {@code -Dfaults.seed} gives the same events and the same choices again.
 */
final class FaultRun implements AutoCloseable {

    /** Fewer in a build than in the whole suite. */
    static final int EVENTS = Integer.getInteger("faults.events", 1_500);
    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final Duration VISIBILITY = Duration.ofSeconds(10);

    private static final Duration UNHURRIED = Duration.ofMillis(200);

    private final String number;
    private final String scenario;
    private final long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000_000);
    private final Random random = new Random(seed);
    private final Events events;
    private final TestDrain services;
    private final Oracle oracle;
    private final SqsProxy queue;
    private final FaultProxy database;
    private final Drains drains;
    private int sent;

    /**
     * A scenario on a database of its own in the server that all tests share.
     *
     * @param number that orders the page of results, for example {@code 04.3}
     * @param scenario what fails
     */
    FaultRun(String number, String scenario) {
        this(number, scenario, Services.get().newDatabase(), EVENTS);
    }

    FaultRun(String number, String scenario, String jdbcUrl, int count) {
        this.number = number;
        this.scenario = scenario;
        Reliability.forget(number);
        System.out.printf("Scenario %s, %s: seed %d%n", number, scenario, seed);
        events = Events.of(random, count);
        services = new TestDrain("", Map.of("maskroute.db.url", jdbcUrl));
        oracle = new Oracle(services, events);
        queue = new SqsProxy(Services.get().queueEndpoint());
        int port = URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        database = new FaultProxy(port);
        drains = new Drains(number, services.settings());
        with("maskroute.queue.endpoint", queue.endpoint().toString());
        with("maskroute.queue.visibility-seconds", Long.toString(VISIBILITY.toSeconds()));
        with("maskroute.db.url", jdbcUrl.replace(":" + port + "/", ":" + database.port() + "/"));
    }

    Random random() {
        return random;
    }

    Events events() {
        return events;
    }

    /** Between the drains and the queue. */
    SqsProxy queue() {
        return queue;
    }

    /** Between the drains and the database. */
    FaultProxy database() {
        return database;
    }

    /** The services themselves, past the proxies. */
    TestDrain services() {
        return services;
    }

    /** Sets a setting of drains that are started from now on. */
    FaultRun with(String setting, String value) {
        drains.with(setting, value);
        return this;
    }

    /** The folder of a scenario's files and of its drains' output. */
    Path folder() {
        return drains.folder();
    }

    /** Sends the next events, at most this many. */
    FaultRun send(int count) {
        int end = Math.min(events.bodies().size(), sent + count);
        services.send(events.bodies().subList(sent, end));
        sent = end;
        return this;
    }

    FaultRun sendAll() {
        return send(events.bodies().size());
    }

    /** Launches a drain, and does not wait until it runs. */
    Packaged launch() {
        return launch(Map.of());
    }

    /** @param environment of this drain, beside the settings */
    Packaged launch(Map<String, String> environment) {
        return drains.launch(environment);
    }

    /** Launches a drain in another way. */
    Packaged launch(Packaged.Start start) {
        return drains.launch(start);
    }

    /** Another of the program's commands, with the drains' settings. */
    CommandResult command(String... args) {
        return drains.command(args);
    }

    CommandResult command(Packaged.Start start) {
        return drains.command(start);
    }

    /** Starts a drain, and waits until it runs. */
    Packaged start() {
        return awaitRunning(launch());
    }

    /** Waits until a drain runs, and returns it. */
    Packaged awaitRunning(Packaged drain) {
        until("a drain that runs", () -> isRunning(drain) || !drain.isAlive());
        assertThat(isRunning(drain)).as(log(drain) + drain.errors()).isTrue();
        return drain;
    }

    static boolean isRunning(Packaged drain) {
        return log(drain).contains("Running: ");
    }

    /** Rows in the table; 0 before it is made. */
    int rows() {
        boolean there = "t".equals(services.rows("SELECT to_regclass('user_logins') IS NOT NULL AS there").get(0).get("there"));
        return there ? services.count() : 0;
    }

    /** The output of a drain until now. */
    static String log(Packaged drain) {
        return drain.printed();
    }

    void awaitRows(int count) {
        until(count + " rows", () -> rows() >= count);
    }

    /** Begins a fault during the first events, and ends it when the drain has logged it. */
    void outage(Packaged drain, String words, Runnable begin, Runnable end) {
        send(EVENTS / 2);
        awaitRows(1 + random.nextInt(EVENTS / 3));
        begin.run();
        sendAll();
        awaitLog(drain, words);
        end.run();
    }

    void awaitEmpty() {
        until("all has left the queue", UNHURRIED, () -> services.depth(services.queueUrl()) == 0);
    }

    void awaitLog(Packaged drain, String words) {
        until("a line with " + words, UNHURRIED, () -> log(drain).contains(words));
    }

    /** Waits for a condition, polled often enough to catch a short moment. Exceptions of an unreachable service are ignored. */
    void until(String what, Callable<Boolean> condition) {
        until(what, Duration.ofMillis(10), condition);
    }

    /** Each poll costs the machine that the drains run on. */
    private void until(String what, Duration interval, Callable<Boolean> condition) {
        await(what + ", seed " + seed).pollInSameThread().pollInterval(interval).atMost(PATIENCE).ignoreExceptions().until(condition);
    }

    /** Waits for a fixed time. */
    void letPass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).atMost(PATIENCE).until(() -> true);
    }

    /** Sends the remaining events, waits until the running drains have processed all, stops them, and checks the outcome. */
    void finish(String happened) {
        finish(() -> happened);
    }

    /** The same with a description that is made after all is drained. */
    void finish(Supplier<String> happened) {
        sendAll();
        until("all is drained", UNHURRIED, oracle::isDone);
        drains.pages().forEach(oracle::assertNoRawValue);
        drains.stop();
        int rows = oracle.assertRows();
        int letters = oracle.assertDeadLetters();
        DrainOutput.printed(folder()).forEach(oracle::assertNoRawValue);
        int valid = events.valid().size();
        new Reliability(number, scenario, happened.get(), valid, rows, rows - valid, events.invalid().size(), letters, seed).publish();
    }

    @Override
    public void close() {
        drains.close();
        queue.close();
        database.close();
        services.close();
    }

    /** A drain's page, whatever its status, which must not contain a raw value. */
    String page(Packaged drain, String path) {
        String page = DrainOutput.page(drain, path);
        oracle.assertNoRawValue(page);
        return page;
    }
}
