package io.github.maskroute.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.camel.PolledQueue;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.sqs.QueueName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The dead-letter queue that the options select. */
class QueueOptionsTest {

    private static final PolledQueue LOGINS = polled("drain-logins", "logins-dlq");
    private static final PolledQueue ORDERS = polled("drain-orders", "orders-dlq");
    private static final PolledQueue LOADS = polled("load-logins", "logins-dlq");
    private static final List<PolledQueue> ALL = List.of(ORDERS, LOGINS, LOADS);

    @Test
    void shouldDefaultToTheQueueOfTheTypesRoute() {
        assertThat(options().defaultToType("logins").one(ALL)).containsExactly(LOGINS, LOADS);
        assertThat(options().defaultToType("orders").one(ALL)).containsExactly(ORDERS);
        assertThat(options().defaultToType("visits").one(List.of(ORDERS))).containsExactly(ORDERS);
    }

    @Test
    void shouldPreferOptionsToTheDefault() {
        assertThat(options("--queue", "orders-dlq").defaultToType("logins").one(ALL)).containsExactly(ORDERS);
        assertThat(options("--route", "load-logins").defaultToType("orders").one(ALL)).containsExactly(LOGINS, LOADS);
        assertThatThrownBy(() -> options().defaultToType("visits").one(ALL)).isInstanceOf(CommandException.class)
                .hasMessageContaining("--queue");
        assertThatThrownBy(() -> options().one(ALL)).isInstanceOf(CommandException.class).hasMessageContaining("--queue");
    }

    @Test
    void shouldMatchAllQueuesUnlessOneIsSelected() {
        assertThat(options().matching(ALL)).containsExactly(List.of(ORDERS), List.of(LOGINS, LOADS));
        assertThat(options("--route", "load-logins").matching(ALL)).containsExactly(List.of(LOGINS, LOADS));
        assertThat(options("--queue", "orders-dlq").matching(ALL)).containsExactly(List.of(ORDERS));
        assertThatThrownBy(() -> options("--queue", "visits-dlq").matching(ALL)).hasMessageContaining("no route that polls a queue"
                + " matches");
    }

    @Test
    void shouldNameTheQueuesAndRoutesToSelectFrom() {
        assertThatThrownBy(() -> options().one(ALL)).hasMessage("the routes have several dead-letter queues; choose one with --queue NAME:"
                + " orders-dlq, logins-dlq; or with --route ROUTE: drain-orders, drain-logins, load-logins");
    }

    private static QueueOptions options(String... arguments) {
        QueueOptions options = new QueueOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("queue", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options;
    }

    private static PolledQueue polled(String route, String letters) {
        return new PolledQueue(route, new QueueName(route + "-queue", Optional.empty()), new QueueName(letters, Optional.empty()));
    }
}
