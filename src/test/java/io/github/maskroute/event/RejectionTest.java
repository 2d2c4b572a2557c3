package io.github.maskroute.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.event.Rejection.Reason;
import org.junit.jupiter.api.Test;

class RejectionTest {

    /** Consumers of dead letters depend on the codes. */
    @Test
    void shouldKeepCodes() {
        assertThat(Reason.values()).extracting(Reason::code)
                .containsExactly("not-json", "schema", "ip", "too-large", "constraint", "too-old");
    }

    @Test
    void shouldCarryRejectionWithoutCauseAndStackTrace() {
        Rejection rejection = new Rejection(Reason.TOO_LARGE, "the document must keep to 64 KiB");
        RejectedException exception = new RejectedException(rejection);

        assertThat(exception.rejection()).isSameAs(rejection);
        assertThat(exception).hasMessage("too-large: the document must keep to 64 KiB").hasNoCause();
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
