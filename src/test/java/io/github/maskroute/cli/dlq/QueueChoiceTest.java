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

/** Which dead-letter queue a command that is about a type looks through. */
class QueueChoiceTest {

    private static final PolledQueue LOGINS = polled("drain-logins", "logins-dlq");
    private static final PolledQueue ORDERS = polled("drain-orders", "orders-dlq");
    private static final PolledQueue LOADS = polled("load-logins", "logins-dlq");
    private static final List<PolledQueue> ALL = List.of(ORDERS, LOGINS, LOADS);

    @Test
    void typeHasTheQueueOfItsOwnRoute() {
        assertThat(choice().ofType("logins").of(ALL)).containsExactly(LOGINS, LOADS);
        assertThat(choice().ofType("orders").of(ALL)).containsExactly(ORDERS);
        assertThat(choice().ofType("visits").of(List.of(ORDERS))).containsExactly(ORDERS);
    }

    @Test
    void whatIsChosenGoesBefore() {
        assertThat(choice("--queue", "orders-dlq").ofType("logins").of(ALL)).containsExactly(ORDERS);
        assertThat(choice("--route", "load-logins").ofType("orders").of(ALL)).containsExactly(LOGINS, LOADS);
        assertThatThrownBy(() -> choice().ofType("visits").of(ALL)).isInstanceOf(CommandException.class).hasMessageContaining("--queue");
        assertThatThrownBy(() -> choice().of(ALL)).isInstanceOf(CommandException.class).hasMessageContaining("--queue");
    }

    @Test
    void whatOnlyLooksGoesThroughAllUnlessOneIsChosen() {
        assertThat(choice().each(ALL)).containsExactly(List.of(ORDERS), List.of(LOGINS, LOADS));
        assertThat(choice("--route", "load-logins").each(ALL)).containsExactly(List.of(LOGINS, LOADS));
        assertThat(choice("--queue", "orders-dlq").each(ALL)).containsExactly(List.of(ORDERS));
        assertThatThrownBy(() -> choice("--queue", "visits-dlq").each(ALL)).hasMessageContaining("no route like that polls a queue");
    }

    @Test
    void refusalNamesWhatThereIsToChoose() {
        assertThatThrownBy(() -> choice().of(ALL)).hasMessage("the routes have several dead-letter queues; choose one with --queue NAME:"
                + " orders-dlq, logins-dlq; or with --route ROUTE: drain-orders, drain-logins, load-logins");
    }

    private static QueueChoice choice(String... arguments) {
        QueueChoice choice = new QueueChoice();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("queue", CommandLine.Model.CommandSpec.forAnnotatedObject(choice)))
                .parseArgs(arguments);
        return choice;
    }

    private static PolledQueue polled(String route, String letters) {
        return new PolledQueue(route, new QueueName(route + "-queue", Optional.empty()), new QueueName(letters, Optional.empty()));
    }
}
