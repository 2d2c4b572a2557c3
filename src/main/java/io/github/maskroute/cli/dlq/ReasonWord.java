package io.github.maskroute.cli.dlq;

import io.github.maskroute.cli.command.OneOf;
import io.github.maskroute.deadletter.tool.Letter;
import io.github.maskroute.event.Rejection;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** Why a letter is one: a reason of the drain's, or SQS itself moved it. */
final class ReasonWord extends OneOf<String> {

    ReasonWord() {
        super(Stream.concat(Arrays.stream(Rejection.Reason.values()).map(Rejection.Reason::code), Stream.of(Letter.MOVED_BY_SQS)),
                Function.identity());
    }
}
