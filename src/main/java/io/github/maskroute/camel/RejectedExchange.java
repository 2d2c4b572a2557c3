package io.github.maskroute.camel;

import io.github.maskroute.batch.NaturalBatcher;
import io.github.maskroute.event.RejectedException;
import io.github.maskroute.outage.ExceptionSummary;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exchange whose record is rejected and goes to the dead-letter queue. */
record RejectedExchange(PendingExchange pending, RejectedException cause) {

    private static final Logger LOG = LoggerFactory.getLogger(RejectedExchange.class);

    void fail() {
        pending.fail(cause);
    }

    /** Fails each exchange of a batch with its own rejection. */
    static final class FailEach implements NaturalBatcher.Flush<RejectedExchange> {

        @Override
        public void flush(List<RejectedExchange> batch) {
            batch.forEach(RejectedExchange::fail);
        }

        @Override
        public void failed(List<RejectedExchange> batch, Throwable cause) {
            try {
                LogSubject.warnOfSeveral(LOG, batch.stream().map(rejected -> rejected.pending().exchange()).toList(),
                        "were not completed normally (" + new ExceptionSummary(cause) + ")");
            } finally {
                flush(batch);
            }
        }
    }
}
