package io.github.maskroute.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.keyset.KeysetEditor;
import io.github.maskroute.keyset.KeysetFolder;
import io.github.maskroute.mask.Scheme;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command fails if its output cannot be written. */
class OutputFailureTest {

    private static final String[] MASK = {"mask", "--field", "ip", "198.51.100.7", "198.51.100.8", "198.51.100.9"};

    @TempDir
    private Path folder;

    private Commands commands;

    @BeforeEach
    void keys() {
        KeysetFolder keys = new KeysetFolder(folder.resolve("keys"), Optional.empty());
        new KeysetEditor(keys).add(Scheme.HMAC);
        commands = new Commands(folder).with("maskroute.mask.keyset", keys.path());
    }

    @Test
    void shouldFailWithItsOwnExitCode() {
        assertThat(commands.runInto(new FullDisk(100), MASK).stopped(ExitCode.OUTPUT_FAILED).err())
                .contains("standard output could not be written");
        assertThat(commands.runInto(new FullDisk(10_000), MASK).done().err()).isEmpty();
    }

    @Test
    void shouldStopMaskingAfterOutputFailed() {
        FullDisk disk = new FullDisk(0);
        commands.runInto(disk, MASK).stopped(ExitCode.OUTPUT_FAILED);

        assertThat(disk.tried("hmac.")).isEqualTo(1);
    }

    @Test
    void shouldReportErrorOfTheCommandBeforeOutputFailure() {
        commands.runInto(new FullDisk(0), "mask", "--field", "ip", "no address").stopped(ExitCode.MALFORMED_VALUE);
    }

    @Test
    void shouldFailOnFullDevice() throws IOException, InterruptedException {
        File full = new File("/dev/full");
        assumeThat(full).exists();
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), MaskrouteCommand.class.getName(), "--help")
                .redirectOutput(full).redirectError(errors.toFile()).start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        new CommandResult(process.exitValue(), "", Files.readString(errors)).refused(ExitCode.OUTPUT_FAILED);
    }
}
