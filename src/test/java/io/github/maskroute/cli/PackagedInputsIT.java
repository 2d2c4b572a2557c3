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

/** Processes all invalid and unusual inputs in one process of the packaged program with little memory. */
class PackagedInputsIT {

    @TempDir
    private Path folder;

    @Test
    void shouldProduceEveryOutcomeAndStopInOrder() throws IOException {
        Scenario inputs = Scenario.allInOne();
        try (TestDrain queues = new TestDrain();
                Packaged program = new Packaged.Start(folder, DistRunIT.PROGRAM, "run").with(DistRunIT.environment(queues))
                        .with("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx128m -XX:+ExitOnOutOfMemoryError").start()) {
            program.awaitOutput("Running: ");
            new InputsCheck(queues, () -> text(program.out())).send(inputs).check();
            String metrics = DistRunIT.page(program, "observe/metrics");
            CommandResult result = program.terminate();

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.out()).contains("Stopped: received " + (inputs.cases().size() + 1) + ", stored ");
            queues.assertNothingLeaked(result.out() + result.err() + metrics);
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
