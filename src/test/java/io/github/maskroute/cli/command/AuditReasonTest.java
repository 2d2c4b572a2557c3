package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditReasonTest {

    @Test
    void shouldAcceptTenCharacters() {
        assertThat(AuditReason.checked("fraud 4711")).isEqualTo("fraud 4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fraud 471", "  fraud 471  "})
    void shouldRejectShorterReasonWithoutQuotingIt(String reason) {
        assertThatThrownBy(() -> AuditReason.checked(reason)).isInstanceOfSatisfying(CommandException.class,
                thrown -> assertThat(thrown.exit()).isEqualTo(ExitCode.AUDIT_REFUSES))
                .hasMessageContaining("--reason must be at least ten characters long").hasMessageNotContaining("fraud");
    }
}
