package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.WordConverter;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.event.Rejection;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** Converts the reason of a dead letter: a reason of the drain, or that SQS moved the message. */
final class ReasonWord extends WordConverter<String> {

    ReasonWord() {
        super(Stream.concat(Arrays.stream(Rejection.Reason.values()).map(Rejection.Reason::code), Stream.of(Letter.MOVED_BY_SQS)),
                Function.identity());
    }
}
