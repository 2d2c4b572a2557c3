package io.github.maskroute.camel.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.testing.TestLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MissingFilesTest {

    private static final Path FILE = Path.of("routes", "a.sql");
    private static final Map<Path, String> PRESENT = Map.of(FILE, "SELECT 1");

    private final TestLog log = new TestLog();
    private final MissingFiles missing = new MissingFiles(Path.of("routes"));

    @Test
    void shouldReportAFileOnceTwoPollsMissIt() {
        missing.poll(Set.of(FILE), Map.of());
        assertThat(missing.problem()).isEmpty();

        missing.poll(Set.of(FILE), Map.of());
        missing.poll(Set.of(FILE), Map.of());
        assertThat(missing.problem()).contains(FILE + " is missing; its last version stays in force until the next start");
        assertThat(lines(FILE + " is missing")).isEqualTo(1);

        missing.poll(Set.of(FILE), PRESENT);
        assertThat(missing.problem()).isEmpty();
        assertThat(lines(FILE + " is back.")).isEqualTo(1);
    }

    @Test
    void shouldReportAnUnreadableFolderOnce() {
        missing.unreadable();
        missing.unreadable();
        assertThat(missing.problem()).hasValueSatisfying(problem -> assertThat(problem).startsWith("routes cannot be read; "));
        assertThat(lines("routes cannot be read")).isEqualTo(1);

        missing.poll(Set.of(FILE), PRESENT);
        assertThat(missing.problem()).isEmpty();
        assertThat(lines("routes can be read again.")).isEqualTo(1);
    }

    private long lines(String words) {
        return log.text().lines().filter(line -> line.contains(words)).count();
    }
}
