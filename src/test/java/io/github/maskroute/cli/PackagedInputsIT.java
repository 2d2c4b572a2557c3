package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.camel.InputsCheck;
import io.github.maskroute.testing.Scenario;
import io.github.maskroute.testing.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All bad and odd inputs at once through one process of the packaged program, in little memory. */
class PackagedInputsIT {

    @TempDir
    private Path folder;

    @Test
    void meetsEveryOutcomeAndStopsAsUsual() throws IOException {
        Scenario inputs = Scenario.allInOne();
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, DistRunIT.PROGRAM, "run").with(DistRunIT.environment(queues))
                        .with("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx128m -XX:+ExitOnOutOfMemoryError").start()) {
            program.awaitOutput("Running: ");
            new InputsCheck(queues, () -> text(program.out())).send(inputs).check();
            String metrics = DistRunIT.page(program, "observe/metrics");
            Ran ran = program.terminate();

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("Stopped: received " + (inputs.cases().size() + 1) + ", stored ");
            queues.assertNothingLeaked(ran.out() + ran.err() + metrics);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
