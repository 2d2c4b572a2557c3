package io.github.maskroute.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A backlog for a drain: small for each build, large for the fault suite.
 *
 * @param messages in the queue
 */
public record Load(int messages) {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String DRAIN = "drain-logins.camel.yaml";
    private static final String STATEMENT = "logins/insert-user-logins.sql";
    private static final String TWICE = "FROM new RIGHT JOIN (SELECT 1) AS always ON true,";
    private static final String SLOW = """
            CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(%s); RETURN NEW; END';
            CREATE TRIGGER slow BEFORE INSERT ON user_logins FOR EACH ROW EXECUTE FUNCTION slow()""";

    /** The heap is too small if a drain keeps some hundred bytes of each message. */
    public void fitsInto(String heap) {
        try (TestDrain queues = new TestDrain();
                DrainProcess program = DrainProcess.start(List.of("-Xmx" + heap), DrainProcess.settings(queues))) {
            send(queues);
            await().atMost(LIMIT).ignoreExceptions().until(() -> queues.count() == messages);
            queues.awaitRows(messages);
            assertThat(program.terminate(STOP)).isZero();
            assertThat(program.output()).doesNotContain("OutOfMemoryError");
            queues.assertNothingLeaked(program.output());
        }
    }

    /**
     * Edits files while the drain processes the backlog.
     *
     * @param secondsPerRow delay of the table until the edits are done, so that there is work during all of them
     */
    public void survivesEdits(double secondsPerRow) {
        RouteFiles routes = new RouteFiles();
        try (TestDrain drain = new TestDrain("", Map.of("maskroute.routes", routes.folder().toString()))) {
            send(drain);
            drain.start().execute(SLOW.formatted(secondsPerRow));
            awaitSome(drain, messages / 50);
            routes.edit(DRAIN, "scheme: \"{{maskroute.mask.scheme}}\"", "scheme: siv");
            awaitLog(drain, "drain-logins.camel.yaml is edited and in force");
            awaitSome(drain, messages / 5);
            routes.edit(STATEMENT, "FROM new,", TWICE);
            awaitLog(drain, "is stored again when it is redelivered");
            assertThat(drain.count()).as("rows when the edits are done").isLessThan(messages);
            routes.edit(STATEMENT, TWICE, "FROM new, -- corrected\n");
            awaitLog(drain, "insert-user-logins.sql is edited and in force");
            routes.edit("logins/logins-event.schema.json", "\"maxLength\": 256", "\"maxLength\": 255");
            awaitLog(drain, "logins-event.schema.json is edited and in force");
            drain.execute("DROP TRIGGER slow ON user_logins");
            await().atMost(LIMIT).until(() -> drain.count() >= messages);
            drain.awaitRows(messages);
            assertThat(drain.rows("SELECT count(DISTINCT user_id) AS n FROM user_logins")).containsExactly(Map.of("n", "" + messages));
            assertThat(drain.depth(drain.deadLetterUrl())).isZero();
        }
    }

    /** Sends with several threads. */
    private void send(TestDrain drain) {
        IntStream.range(0, 10).parallel().forEach(part ->
                drain.send(IntStream.range(part * messages / 10, (part + 1) * messages / 10).mapToObj(TestDrain::event).toList()));
    }

    private static void awaitSome(TestDrain drain, int rows) {
        await().atMost(TestDrain.PATIENCE).until(() -> drain.count() >= rows);
    }

    private static void awaitLog(TestDrain drain, String words) {
        await(words).atMost(TestDrain.PATIENCE).until(() -> drain.log().contains(words));
    }
}
