package io.github.maskroute.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActorHostTest {

    @Test
    void shouldNameUserAndHost() {
        assertThat(ActorHost.name("alice", "desk-7")).isEqualTo("alice@desk-7");
        assertThat(ActorHost.name()).startsWith(System.getProperty("user.name") + "@");
    }

    @Test
    void shouldCutAtTheLongestNameThatTheAuditAccepts() {
        assertThat(ActorHost.name("u".repeat(200), "h".repeat(54))).hasSize(ActorHost.MAX_LENGTH).endsWith("h");
        assertThat(ActorHost.name("u".repeat(200), "h".repeat(55))).hasSize(ActorHost.MAX_LENGTH);
        assertThat(ActorHost.name("\uD83D\uDD11".repeat(300), "h")).isEqualTo("\uD83D\uDD11".repeat(ActorHost.MAX_LENGTH));
    }
}
