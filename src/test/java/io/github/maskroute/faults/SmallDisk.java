package io.github.maskroute.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.Services;
import io.github.maskroute.TestDrain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, in memory and soon full, for a table. Needs the right to mount. For one thread. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final String tablespace = Services.newName("small_disk");

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk ofKilobytes(int size) {
        try {
            Path folder = Files.createTempDirectory("maskroute-disk");
            run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + size + "k", "maskroute", folder.toString());
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void take(TestDrain services, String table) {
        services.execute("CREATE TABLESPACE " + tablespace + " LOCATION '" + folder + "'");
        services.execute("ALTER TABLE " + table + " SET TABLESPACE " + tablespace);
    }

    void grow() {
        run("mount", "-o", "remount,size=64m", folder.toString());
    }

    void giveBack(TestDrain services, String table) {
        services.execute("ALTER TABLE " + table + " SET TABLESPACE pg_default");
        services.execute("DROP TABLESPACE " + tablespace);
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
        assertThat(folder.toFile().delete()).isTrue();
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
