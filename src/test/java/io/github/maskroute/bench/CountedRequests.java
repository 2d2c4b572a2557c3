package io.github.maskroute.bench;

import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the SQS requests of this JVM, retries included. The SDK finds it by the file in {@code src/test/bench}. */
public final class CountedRequests implements ExecutionInterceptor {

    private static final LongAdder COUNT = new LongAdder();

    static long count() {
        return COUNT.sum();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        COUNT.increment();
    }
}
