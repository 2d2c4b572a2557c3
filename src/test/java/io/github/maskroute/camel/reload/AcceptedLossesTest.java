package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptedLossesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldCoverOnlyListedNamesAndOnlyOnce() {
        AcceptedLosses accepted = new AcceptedLosses("ip # not needed\n\n  t.masked_ip\n", "");

        assertThat(accepted.covers(Set.of("ip", "t.masked_ip"))).isTrue();
        assertThat(accepted.covers(Set.of("ip", "t.city"))).isFalse();
        assertThat(accepted.covers(Set.of("not needed"))).isFalse();
        assertThat(accepted.used().covers(Set.of("ip"))).isFalse();
        assertThat(accepted.used().remedy(Set.of("ip"))).contains("valid for one edit");
        assertThat(accepted.remedy(Set.of("t.city"))).doesNotContain("valid for one edit");
        assertThat(new AcceptedLosses("", "").covers(Set.of("ip"))).isFalse();
    }

    @Test
    void shouldIgnoreATextThatExistedAtTheStart() throws IOException {
        Files.writeString(folder.resolve("accept-loss.txt"), "ip\n");
        AcceptedLosses accepted = AcceptedLosses.atStart(folder);
        assertThat(accepted.covers(Set.of("ip"))).isFalse();

        Files.writeString(folder.resolve("accept-loss.txt"), "ip # again\n");
        assertThat(accepted.reloaded(folder).covers(Set.of("ip"))).isTrue();
    }
}
