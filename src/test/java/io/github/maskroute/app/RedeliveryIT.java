package io.github.maskroute.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.MessageMetrics;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A message that is delivered more than once is one row. */
class RedeliveryIT {

    /** Within the ledger's retention: the pruning, 5 s after a start, would delete older entries between two writes. */
    private static final Instant SENT = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void shouldStoreOnceWhatIsDeliveredTwiceInOneBatch() {
        try (TestDrain drain = TestDrain.started()) {
            Map<String, Object> row = row(1);
            assertThat(store(drain.camelContext(), List.of(row, row(2), row))).isEqualTo(2);
            drain.awaitRows(2);
        }
    }

    @Test
    void shouldStoreOnceWhatIsDeliveredInTwoBatches() {
        try (TestDrain drain = TestDrain.started()) {
            List<Map<String, Object>> rows = List.of(row(1), row(2));
            assertThat(store(drain.camelContext(), rows)).isEqualTo(2);
            assertThat(store(drain.camelContext(), rows)).isZero();
            assertThat(store(drain.camelContext(), List.of(rows.get(1), row(3)))).isEqualTo(1);
            drain.awaitRows(3);
        }
    }

    /** A failed statement would fail the test: nothing between the test and the table retries. */
    @Test
    void shouldStoreOnceWhatTwoReplicasWriteAtOnceInOppositeOrders() {
        int rounds = 20;
        int size = 2_000;
        try (TestDrain drain = TestDrain.started(); Drain replica = drain.startReplica()) {
            for (int round = 0; round < rounds; round++) {
                int first = round * size;
                List<Map<String, Object>> rows = new ArrayList<>(IntStream.range(first, first + size).mapToObj(RedeliveryIT::row).toList());
                List<Map<String, Object>> reversed = new ArrayList<>(rows);
                Collections.reverse(reversed);
                CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> store(replica.camelContext(), reversed));
                assertThat(store(drain.camelContext(), rows) + other.join()).isEqualTo(size);
            }
            assertEachOnce(drain, rounds * size);
        }
    }

    /** Both receive the message before either can store it, as when its visibility timeout expires. */
    @Test
    void shouldStoreOnceWhatTwoReplicasReceiveWhileTheTableIsLocked() throws SQLException {
        try (TestDrain drain = TestDrain.started(); Drain replica = drain.startReplica()) {
            CompletableFuture<Void> all;
            try (Connection holder = DriverManager.getConnection(drain.jdbcUrl(), "postgres", "postgres");
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE user_logins");
                all = CompletableFuture.allOf(IntStream.range(0, 50).boxed()
                        .flatMap(i -> Stream.of(deliver(drain.camelContext(), i), deliver(drain.camelContext(), i),
                                deliver(replica.camelContext(), i)))
                        .toArray(CompletableFuture[]::new));
                assertThat(all).isNotDone();
                holder.commit();
            }
            all.orTimeout(TestDrain.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            deliver(drain.camelContext(), 7).orTimeout(TestDrain.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            assertEachOnce(drain, 50);
            MessageMetrics first = MessageMetrics.of(drain.camelContext());
            MessageMetrics second = MessageMetrics.of(replica.camelContext());
            assertThat(first.countStored() + second.countStored()).isEqualTo(50);
            assertThat(first.countDuplicates() + second.countDuplicates()).isEqualTo(101);
        }
    }

    private static void assertEachOnce(TestDrain drain, int count) {
        assertThat(drain.rows("SELECT count(*) AS n, count(DISTINCT user_id) AS users FROM user_logins"))
                .containsExactly(Map.of("n", Integer.toString(count), "users", Integer.toString(count)));
        assertThat(drain.deadLetters()).isEmpty();
    }

    /** Sends an event to the route as the consumer does, with a fixed id and time. */
    private static CompletableFuture<Void> deliver(CamelContext context, int number) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(TestDrain.event(number));
        exchange.getMessage().setHeader(Sqs2Constants.MESSAGE_ID, new UUID(0, number).toString());
        exchange.getMessage().setHeader("SentTimestamp", Long.toString(SENT.toEpochMilli()));
        CompletableFuture<Void> done = new CompletableFuture<>();
        AsyncProcessor flow = AsyncProcessorConverterHelper.convert(context.getRoute("drain-logins").getProcessor());
        flow.process(exchange, sync -> {
            if (exchange.getException() == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(exchange.getException());
            }
        });
        return done;
    }

    /** @return how many rows were added */
    private static int store(CamelContext context, List<Map<String, Object>> rows) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange sent = template.send("direct:insert-user-logins", exchange -> exchange.getMessage().setBody(rows));
            assertThat(sent.getException()).isNull();
            return sent.getMessage().getBody(Integer.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> row(int number) {
        return Map.of(
                "message_id", new UUID(number, number).toString(),
                "sent_at", SENT.toString(),
                "event", Map.of(
                        "user_id", "user-" + number,
                        "device_type", "ios",
                        "ip", "hmac.trial.ip",
                        "device_id", "hmac.trial.device",
                        "app_version", "2.3.0"));
    }
}
