package io.github.maskroute.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the batcher in its own JVM, because the threads of a JVM share its memory. */
@Timeout(60)
class BatcherWithoutMemoryTest {

    @ParameterizedTest
    @ValueSource(strings = {"taking", "waiting", "failing"})
    void shouldLoseNoItemAndNoWorkerWithoutMemory(String moment) throws Exception {
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx8m",
                "-cp", home(StarvedBatcher.class) + File.pathSeparator + home(NaturalBatcher.class),
                StarvedBatcher.class.getName(), moment).redirectErrorStream(true).start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output.strip()).isEqualTo("kept 60, refused 0 of 60");
        assertThat(jvm.waitFor()).isZero();
    }

    private static String home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
