package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostTest {

    @Test
    void nameIsUserAndHost() {
        assertThat(Host.name("alice", "desk-7")).isEqualTo("alice@desk-7");
        assertThat(Host.name()).startsWith(System.getProperty("user.name") + "@");
    }

    @Test
    void nameIsNoLongerThanTheAuditTakes() {
        assertThat(Host.name("u".repeat(200), "h".repeat(54))).hasSize(Host.LONGEST).endsWith("h");
        assertThat(Host.name("u".repeat(200), "h".repeat(55))).hasSize(Host.LONGEST);
        assertThat(Host.name("\uD83D\uDD11".repeat(300), "h")).isEqualTo("\uD83D\uDD11".repeat(Host.LONGEST));
    }
}
