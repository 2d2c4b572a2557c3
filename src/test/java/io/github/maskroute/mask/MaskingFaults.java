package io.github.maskroute.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.maskroute.mask.MaskingException.Fault;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about {@link MaskingException}. */
public final class MaskingFaults {

    private MaskingFaults() {}

    /** Asserts that the call fails with this fault and a message that contains this text. */
    public static AbstractThrowableAssert<?, ? extends Throwable> assertFault(ThrowingCallable call, Fault fault, String message) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(MaskingException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .hasMessageContaining(message);
    }
}
