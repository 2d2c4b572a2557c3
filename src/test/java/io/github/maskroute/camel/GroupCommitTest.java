package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.maskroute.event.RejectedException;
import io.github.maskroute.event.Rejection.Reason;
import io.github.maskroute.testing.TestLog;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The step before a mock of the statement that answers with row counts. */
@Timeout(30)
class GroupCommitTest extends StepTestSupport {

    private static final String STATEMENT = "mock:insert-user-logins";
    private static final int MAX_ROWS = 4;

    private final TestLog log = new TestLog();
    private final GroupCommit step = new GroupCommit();

    /** The rows of each call of the statement. */
    private final List<List<?>> calls = new CopyOnWriteArrayList<>();

    @Override
    protected void bindToRegistry(Registry registry) {
        step.setTo("direct:insert-user-logins");
        step.setMaxRows(MAX_ROWS);
        step.setMaxPauseSeconds(1);
        registry.bind("maskroute-commit-logins", step);
    }

    @Override
    void addStep(RouteDefinition route) {
        route.process("maskroute-commit-logins");
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {createRouteBuilder(), new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:insert-user-logins").to(STATEMENT);
            }
        }};
    }

    @BeforeEach
    void storeAllRows() {
        answer(exchange -> exchange.getMessage().setBody(rows(exchange).size()));
    }

    @Test
    void shouldLetAMessageGoOnAfterItsRowIsStored() {
        send("row");

        assertThat(calls).containsExactly(List.of("row"));
        assertThat(onlyNext().getMessage().getBody()).isEqualTo("row");
        assertThat(metrics().countStored()).isEqualTo(1);
        assertThat(metrics().countDuplicates()).isZero();
    }

    @Test
    void shouldStoreWaitingRowsTogetherUpToTheLimit() throws Exception {
        List<CompletableFuture<Exchange>> sent = sendWhileTheFirstIsStored(List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6"));

        for (CompletableFuture<Exchange> exchange : sent) {
            assertThat(exchange.get(10, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(calls).containsExactly(List.of("r0"), List.of("r1", "r2", "r3", "r4"), List.of("r5", "r6"));
        assertThat(next().getReceivedExchanges()).hasSize(7);
        assertThat(metrics().countStored()).isEqualTo(7);
    }

    @Test
    void shouldLetNoMessageGoOnBeforeTheStatementAnswers() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        answer(exchange -> {
            stored.await();
            exchange.getMessage().setBody(1);
        });
        CompletableFuture<Exchange> sent = sendAsPoller("row", Map.of());
        await().until(() -> !calls.isEmpty());
        assertThat(sent).isNotDone();
        assertNothingWentOn();

        stored.countDown();
        assertThat(sent.get(10, TimeUnit.SECONDS).getException()).isNull();
        onlyNext();
    }

    @Test
    void shouldCountAStoredMessageAsADuplicateAndLetItGoOn() {
        answer(exchange -> exchange.getMessage().setBody(0));
        send("row");

        onlyNext();
        assertThat(metrics().countStored()).isZero();
        assertThat(metrics().countDuplicates()).isEqualTo(1);
    }

    /** As camel-sql answers for a statement that ends with an INSERT. */
    @Test
    void shouldReadTheRowCountOfAnUpdate() {
        answer(exchange -> exchange.getMessage().setHeader("CamelSqlUpdateCount", 0));
        send("row");

        onlyNext();
        assertThat(metrics().countDuplicates()).isEqualTo(1);
    }

    @Test
    void shouldRejectOnlyTheRowThatTheTableRefuses() throws Exception {
        answer(exchange -> {
            if (rows(exchange).contains(IP)) {
                throw new SQLException("Failing row contains (" + IP + ")", "23514");
            }
            exchange.getMessage().setBody(rows(exchange).size());
        });
        List<CompletableFuture<Exchange>> sent = sendWhileTheFirstIsStored(List.of("r0", "r1", "r2", IP, "r4"));

        Exception failure = sent.remove(3).get(10, TimeUnit.SECONDS).getException();
        assertThat(failure).isInstanceOfSatisfying(RejectedException.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(Reason.CONSTRAINT);
            assertThat(rejected.rejection().detail()).startsWith("SQLState 23514");
        });
        assertQuotesNoValue(failure);
        for (CompletableFuture<Exchange> exchange : sent) {
            assertThat(exchange.get(10, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(next().getReceivedExchanges()).extracting(exchange -> exchange.getMessage().getBody())
                .containsExactlyInAnyOrder("r0", "r1", "r2", "r4");
        assertThat(metrics().countStored()).isEqualTo(4);
    }

    @Test
    void shouldTryAgainUntilTheDatabaseIsBack() {
        answer(exchange -> {
            if (calls.size() < 3) {
                throw new SQLException(IP, "08006");
            }
            exchange.getMessage().setBody(1);
        });

        assertThat(send("row").getException()).isNull();
        assertThat(calls).hasSize(3);
        onlyNext();
        assertThat(log.text()).contains("SQLState 08006").doesNotContain(IP);
    }

    @Test
    void shouldLeaveTheMessageInTheQueueIfTheDatabaseIsAwayAtTheStop() throws Exception {
        answer(exchange -> {
            throw new SQLException(IP, "08006");
        });
        CompletableFuture<Exchange> sent = sendAsPoller("row", Map.of());
        await().until(() -> !calls.isEmpty());
        context.getRouteController().stopRoute(ROUTE);

        assertLeftInQueue(sent.get(10, TimeUnit.SECONDS), "the database did not store them before the stop (SQLState 08006)");
        assertThat(log.text()).contains(MESSAGE_ID).doesNotContain(IP);
    }

    /** A statement whose count is unknown may have stored a part: nothing is complete until it says how much. */
    @Test
    void shouldNotCompleteAMessageOfWhichTheStatementSaysNothing() throws Exception {
        answer(exchange -> exchange.getMessage().setBody(calls.size() == 1 ? "no number" : 2));
        CompletableFuture<Exchange> sent = sendAsPoller("row", Map.of());
        await().until(() -> calls.size() >= 2);
        assertThat(sent).isNotDone();
        context.getRouteController().stopRoute(ROUTE);

        assertLeftInQueue(sent.get(10, TimeUnit.SECONDS),
                "the database did not store them before the stop (io.github.maskroute.batch.UnknownRowCountException)");
    }

    @Test
    void shouldLeaveMessagesInTheQueueWhenItIsStopped() {
        step.stop();

        assertLeftInQueue(send("row"), "the step is stopped");
        assertLeftInQueue(send("row"), "the step is stopped");
        assertThat(calls).isEmpty();
        assertThat(log.text().lines().filter(line -> line.contains("this step is stopped"))).as("logged once").hasSize(1);
    }

    private void assertLeftInQueue(Exchange exchange, String why) {
        assertThat(exchange.getException()).isInstanceOf(LeftInQueueException.class).hasMessage(why);
        assertQuotesNoValue(exchange.getException());
        assertNothingWentOn();
    }

    /** Sends rows while the statement is busy with the first, so that the others are waiting when it ends. */
    private List<CompletableFuture<Exchange>> sendWhileTheFirstIsStored(List<String> rows) throws Exception {
        CountDownLatch allSent = new CountDownLatch(1);
        getMockEndpoint(STATEMENT).whenExchangeReceived(1, exchange -> {
            calls.add(rows(exchange));
            allSent.await();
            exchange.getMessage().setBody(1);
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        sent.add(sendAsPoller(rows.get(0), Map.of()));
        await().until(() -> !calls.isEmpty());
        for (String row : rows.subList(1, rows.size())) {
            sent.add(sendAsPoller(row, Map.of()));
        }
        allSent.countDown();
        return sent;
    }

    private void answer(Processor statement) {
        getMockEndpoint(STATEMENT).whenAnyExchangeReceived(exchange -> {
            calls.add(rows(exchange));
            statement.process(exchange);
        });
    }

    private static List<?> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private RouteMetrics metrics() {
        return MessageMetrics.of(context).route(ROUTE);
    }
}
